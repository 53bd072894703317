#include "core/evaluation/Subgroups.h"

#include "core/common/NumberText.h"
#include "core/common/Quantile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace metrisk::evaluation {

namespace {

constexpr std::size_t mostNumberLevels = 6, mostTextLevels = 12;
const std::string notRecorded = "not recorded";

/// Numbers by size, then texts by their letters, then what is not recorded.
bool comesBefore(const std::string& a, const std::string& b)
{
    const auto rank = [](const std::string& level) { return level == notRecorded ? 2 : common::numberIn(level) ? 0 : 1; };
    if (rank(a) != rank(b))
        return rank(a) < rank(b);
    return rank(a) == 0 && common::numberIn(a) != common::numberIn(b) ? *common::numberIn(a) < *common::numberIn(b) : a < b;
}

Partition partitionOf(const std::string& name, const std::vector<std::string>& levelNames)
{
    Partition partition{name, levelNames, {}, {}};
    std::ranges::sort(partition.levels, comesBefore);
    partition.levels.erase(std::unique(partition.levels.begin(), partition.levels.end()), partition.levels.end());
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < partition.levels.size(); ++i)
        places[partition.levels[i]] = i;
    for (const auto& level : levelNames)
        partition.levelOf.push_back(places.at(level));
    return partition;
}

std::vector<double> recorded(const std::vector<std::optional<double>>& values)
{
    std::vector<double> known;
    for (const auto& value : values)
        if (value)
            known.push_back(*value);
    return known;
}

/// All numbers of a column whose every recorded field is one; empty otherwise.
std::vector<std::optional<double>> numbersOf(const TableCells& cells, std::size_t column)
{
    std::vector<std::optional<double>> values;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        values.push_back(cells.isMissing(row, column) ? std::nullopt : common::numberIn(cells.text(row, column)));
        if (!values.back() && !cells.isMissing(row, column))
            return {};
    }
    return values;
}

bool isRowNumber(const std::vector<double>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != double(i + 1))
            return false;
    return values.size() > mostNumberLevels;
}

/// The limit with as few digits (three or more) as part the values in the same way.
std::string limitText(double limit, const std::vector<double>& values)
{
    constexpr int all = 17;
    for (int digits = 3; digits < all; ++digits) {
        const auto text = fmt::format("{:.{}g}", limit, digits);
        const auto rounded = common::numberIn(text);
        const bool same = rounded && std::ranges::all_of(values, [&](double v) { return (v > limit) == (v > *rounded); });
        if (same && text.find('e') == std::string::npos)
            return text;
    }
    return fmt::format("{}", limit);
}

Partition splitAtMedian(const std::string& name, const std::vector<std::optional<double>>& values)
{
    const auto known = recorded(values);
    const double median = common::quantile(known, 0.5);
    const auto limit = limitText(median, known);
    const auto low = limit + " or less", high = "above " + limit;
    Partition partition{name, {low, high}, {}, "split at its median"};
    for (const auto& value : values)
        partition.levelOf.push_back(!value ? 2 : *value > median ? 1 : 0);
    if (std::ranges::count(partition.levelOf, std::size_t(2)) > 0)
        partition.levels.push_back(notRecorded);
    return partition;
}

SubgroupColumn ofNumbers(const TableCells& cells, std::size_t column, const std::vector<std::optional<double>>& values)
{
    const auto known = recorded(values);
    if (isRowNumber(known))
        return {std::nullopt, "counts the rows"};
    if (std::set<double>(known.begin(), known.end()).size() > mostNumberLevels)
        return {splitAtMedian(cells.table().columns[column], values), {}};
    return {partitionByText(cells, column), {}};
}

}  // namespace

Partition partitionByText(const TableCells& cells, std::size_t column)
{
    std::vector<std::string> levels;
    for (std::size_t row = 0; row < cells.rows(); ++row)
        levels.push_back(cells.isMissing(row, column) ? notRecorded : cells.text(row, column));
    return partitionOf(cells.table().columns[column], levels);
}

SubgroupColumn subgroupColumn(const TableCells& cells, std::size_t column)
{
    const auto values = numbersOf(cells, column);
    auto result = values.empty() ? SubgroupColumn{partitionByText(cells, column), {}} : ofNumbers(cells, column, values);
    if (!result.partition)
        return result;
    const auto levels = result.partition->levels.size();
    if (levels < 2)
        return {std::nullopt, "is the same for everybody"};
    if (values.empty() && levels > mostTextLevels)
        return {std::nullopt, fmt::format("has {} different texts", levels)};
    return result;
}

}  // namespace metrisk::evaluation
