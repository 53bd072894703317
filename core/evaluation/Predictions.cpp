#include "core/evaluation/Predictions.h"

#include "core/evaluation/PredictionReading.h"

#include <algorithm>

namespace metrisk::evaluation {

double monthsIn(TimeUnit unit)
{
    constexpr double daysInMonth = 365.25 / 12.0;
    switch (unit) {
    case TimeUnit::Days: return 1.0 / daysInMonth;
    case TimeUnit::Weeks: return 7.0 / daysInMonth;
    case TimeUnit::Months: return 1.0;
    case TimeUnit::Years: return 12.0;
    }
    return 1.0;
}

int Predictions::events() const
{
    return int(std::ranges::count(followUp, true, &survival::FollowUp::event));
}

ColumnNames trainingNames(const ColumnNames& names)
{
    auto training = names;
    training.scores.clear();
    training.subgroups.emplace();
    std::erase_if(training.lowerIsWorse, [&](const auto& name) { return name != names.risk && !name.starts_with("risk_"); });
    return training;
}

Predictions predictionsFrom(const common::CsvTable& table, const ColumnNames& names)
{
    Predictions predictions;
    predictions.name = table.name;
    const TableCells cells(table);
    Reading reading{cells, names, predictions, {}, {}};
    readIds(reading);
    readTimes(reading);
    readOutcomes(reading);
    readRisks(reading);
    readFolds(reading);
    readProbabilities(reading);
    readScores(reading);
    noteTurned(reading);
    readSubgroups(reading);
    return predictions;
}

Predictions readPredictions(const std::filesystem::path& file, const ColumnNames& names)
{
    return predictionsFrom(common::csvTable(common::csvTextOf(file), file.filename().string()), names);
}

std::vector<std::size_t> rowsOf(const Partition& partition, std::size_t level)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < partition.levelOf.size(); ++row)
        if (partition.levelOf[row] == level)
            rows.push_back(row);
    return rows;
}

}  // namespace metrisk::evaluation
