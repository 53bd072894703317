// What was predicted, and what it is compared with.
#include "core/evaluation/PredictionReading.h"

#include "core/common/Error.h"
#include "core/common/NumberText.h"
#include "core/evaluation/Subgroups.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace metrisk::evaluation {

namespace {

constexpr double meanTolerance = 1e-3;   // of a risk written with a few decimals

/// risk_1, risk_2, ... in the order of their numbers.
std::map<int, std::size_t> memberColumns(const common::CsvTable& table)
{
    std::map<int, std::size_t> members;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const auto& name = table.columns[column];
        if (!name.starts_with("risk_") || name.size() > 8 || name.size() == 5)
            continue;
        const auto digits = name.substr(5);
        if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
            continue;
        if (!members.emplace(std::stoi(digits), column).second)
            throw Error(Error::Kind::Input, fmt::format("{} has member {} twice.", table.name, std::stoi(digits)), "Remove one of the columns.");
    }
    return members;
}

std::vector<double> meanRisks(const std::vector<Member>& members, std::size_t rows)
{
    std::vector<double> means(rows, 0.0);
    for (const auto& member : members)
        for (std::size_t row = 0; row < rows; ++row)
            means[row] += member.risks[row] / double(members.size());
    return means;
}

void checkMean(Reading& reading, std::size_t column, const std::vector<double>& means)
{
    const auto given = reading.risks(column);
    for (std::size_t row = 0; row < means.size(); ++row)
        if (std::abs(given[row] - means[row]) > meanTolerance * std::max(1.0, std::abs(means[row])))
            reading.cells.refuse(row, column, fmt::format("it is not the mean of the members, which is {:.4g}", means[row]),
                                 "Leave out the column or the members' columns; the ensemble is the members' mean.");
}

void readScore(Reading& reading, std::size_t column, const std::string& name)
{
    reading.used.insert(column);
    Score score{name, {}};
    for (std::size_t row = 0; row < reading.cells.rows(); ++row) {
        const auto value = reading.cells.maybeNumber(row, column);
        score.values.push_back(value ? std::optional(reading.sign(column) * *value) : std::nullopt);
    }
    reading.out.scores.push_back(std::move(score));
}

}  // namespace

std::size_t Reading::take(const std::string& column, const std::string& option)
{
    const auto found = cells.require(column, option);
    used.insert(found);
    return found;
}

double Reading::sign(std::size_t column)
{
    directed.insert(column);
    return std::ranges::count(names.lowerIsWorse, cells.table().columns[column]) > 0 ? -1.0 : 1.0;
}

std::vector<double> Reading::risks(std::size_t column)
{
    auto values = cells.numbers(column);
    for (auto& value : values)
        value *= sign(column);
    return values;
}

void readRisks(Reading& reading)
{
    const auto members = memberColumns(reading.cells.table());
    if (members.empty()) {
        reading.out.risks = reading.risks(reading.take(reading.names.risk, "--risk-column"));
        return;
    }
    for (const auto& [number, column] : members) {
        reading.used.insert(column);
        reading.out.members.push_back({fmt::format("member {}", number), reading.risks(column)});
    }
    reading.out.risks = meanRisks(reading.out.members, reading.cells.rows());
    if (reading.cells.has(reading.names.risk))
        checkMean(reading, reading.take(reading.names.risk, ""), reading.out.risks);
    if (reading.out.members.size() == 1)
        reading.out.members.clear();
}

void readFolds(Reading& reading)
{
    const auto column = reading.cells.table().find(reading.names.fold);
    if (!column)
        return;
    reading.used.insert(*column);
    reading.out.folds = partitionByText(reading.cells, *column);
}

void readProbabilities(Reading& reading)
{
    static const std::string prefix = "probability_";
    const auto& columns = reading.cells.table().columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (!columns[column].starts_with(prefix))
            continue;
        const auto months = common::numberIn(std::string_view(columns[column]).substr(prefix.size()));
        if (!months || *months <= 0.0)
            throw Error(Error::Kind::Input,
                        fmt::format("{} has a column “{}”, which names no time.", reading.cells.table().name, columns[column]),
                        "Write the months after the underscore: probability_24.");
        reading.used.insert(column);
        HorizonProbability probability{*months, reading.cells.numbers(column)};
        for (std::size_t row = 0; row < probability.event.size(); ++row)
            if (probability.event[row] < 0.0 || probability.event[row] > 1.0)
                reading.cells.refuse(row, column, fmt::format("{} is no probability", probability.event[row]),
                                     "Write the probability of the event by then, from 0 to 1.");
        reading.out.probabilities.push_back(std::move(probability));
    }
    auto& all = reading.out.probabilities;
    std::ranges::sort(all, {}, &HorizonProbability::months);
    if (const auto twice = std::ranges::adjacent_find(all, {}, &HorizonProbability::months); twice != all.end())
        throw Error(Error::Kind::Input, fmt::format("{} has the probability by {} months twice.", reading.cells.table().name, twice->months),
                    "Remove one of the columns.");
}

void readScores(Reading& reading)
{
    static const std::string prefix = "score_";
    const auto& columns = reading.cells.table().columns;
    for (std::size_t column = 0; column < columns.size(); ++column)
        if (columns[column].starts_with(prefix) && columns[column].size() > prefix.size())
            readScore(reading, column, columns[column].substr(prefix.size()));
    for (const auto& name : reading.names.scores)
        if (!name.starts_with(prefix))
            readScore(reading, reading.cells.require(name, "--scores"), name);
}

void noteTurned(Reading& reading)
{
    for (const auto& name : reading.names.lowerIsWorse) {
        const auto column = reading.cells.require(name, "--lower-is-worse");
        if (!reading.directed.contains(column))
            throw Error(Error::Kind::Input, fmt::format("“{}” is neither the risk nor a score, so its sign cannot be turned.", name),
                        "Name it with --risk-column or --scores too.");
        reading.out.notes.push_back(fmt::format("Lower values of {} count as worse.", name));
    }
}

}  // namespace metrisk::evaluation
