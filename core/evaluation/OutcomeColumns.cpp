// Who was followed, for how long, and what happened.
#include "core/evaluation/PredictionReading.h"

#include <fmt/format.h>

#include <map>

namespace metrisk::evaluation {

void readIds(Reading& reading)
{
    if (reading.names.id == "none") {
        reading.out.notes.emplace_back("Rows have no name: that nobody is in the table twice was not checked.");
        return;
    }
    const auto column = reading.take(reading.names.id, "--id-column (none when rows have no name)");
    std::map<std::string, int> lines;
    for (std::size_t row = 0; row < reading.cells.rows(); ++row) {
        const auto& id = reading.cells.text(row, column);
        if (id.empty())
            reading.cells.refuse(row, column, "there is no id", "Name every patient.");
        const auto [first, isNew] = lines.emplace(id, reading.cells.table().rows[row].line);
        if (!isNew)
            reading.cells.refuse(row, column, fmt::format("“{}” is in line {} already", id, first->second),
                                 "Give every patient once: rows of one patient are not independent.");
        reading.out.ids.push_back(id);
    }
}

void readTimes(Reading& reading)
{
    const auto column = reading.take(reading.names.time, "--time-column and --time-unit");
    for (std::size_t row = 0; row < reading.cells.rows(); ++row) {
        const double time = reading.cells.number(row, column);
        if (time < 0.0)
            reading.cells.refuse(row, column, fmt::format("a follow-up of {} is below zero", time), "Correct the time.");
        reading.out.followUp.push_back({time * monthsIn(reading.names.timeUnit), false});
    }
}

void readOutcomes(Reading& reading)
{
    const auto& cells = reading.cells;
    const bool hasCause = cells.has(reading.names.cause), hasEvent = cells.has(reading.names.event);
    const auto cause = hasCause ? reading.take(reading.names.cause, "") : 0;
    const auto event = hasEvent || !hasCause ? reading.take(reading.names.event, "--event-column") : 0;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        if (hasCause)
            reading.out.causes.push_back(cells.wholeNumber(row, cause, 2));
        auto& patient = reading.out.followUp[row];
        patient.event = hasCause ? reading.out.causes.back() == 1 : cells.wholeNumber(row, event, 1) == 1;
        if (hasCause && hasEvent && (cells.wholeNumber(row, event, 1) == 1) != patient.event)
            cells.refuse(row, event, fmt::format("it contradicts the cause {}", reading.out.causes.back()),
                         "The event is 1 where the cause is 1 and 0 elsewhere; correct one or leave out the event.");
    }
}

}  // namespace metrisk::evaluation
