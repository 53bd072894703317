// Which columns part the patients into subgroups.
#include "core/evaluation/PredictionReading.h"

#include "core/common/Error.h"
#include "core/evaluation/Subgroups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace metrisk::evaluation {

namespace {

void readNamedSubgroups(Reading& reading, const std::vector<std::string>& names)
{
    for (const auto& name : names) {
        auto subgroup = subgroupColumn(reading.cells, reading.cells.require(name, "--subgroups"));
        if (!subgroup.partition)
            throw Error(Error::Kind::Input, fmt::format("“{}” makes no subgroups: it {}.", name, subgroup.note),
                        "Leave it out of --subgroups.");
        reading.out.subgroups.push_back(std::move(*subgroup.partition));
    }
}

}  // namespace

void readSubgroups(Reading& reading)
{
    constexpr std::size_t most = 40;
    if (reading.names.subgroups)
        return readNamedSubgroups(reading, *reading.names.subgroups);
    std::vector<std::string> left;
    const auto& columns = reading.cells.table().columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (reading.used.contains(column))
            continue;
        if (reading.out.subgroups.size() == most) {
            left.push_back(columns[column]);
            continue;
        }
        auto subgroup = subgroupColumn(reading.cells, column);
        if (subgroup.partition)
            reading.out.subgroups.push_back(std::move(*subgroup.partition));
        else
            left.push_back(fmt::format("{} ({})", columns[column], subgroup.note));
    }
    if (!left.empty())
        reading.out.notes.push_back(fmt::format("Not used as subgroups: {}.", fmt::join(left, ", ")));
}

}  // namespace metrisk::evaluation
