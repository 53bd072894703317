#pragma once

#include "core/evaluation/Predictions.h"
#include "core/evaluation/TableCells.h"

#include <set>

namespace metrisk::evaluation {

/// Inside core/evaluation: one table on its way to predictions; the columns that were understood are not subgroups.
struct Reading {
    const TableCells& cells;
    const ColumnNames& names;
    Predictions& out;
    std::set<std::size_t> used;
    std::set<std::size_t> directed;   // columns whose direction matters

    /// Throws Error{Input} where it is absent, as all below do for the first field that cannot be.
    std::size_t take(const std::string& column, const std::string& option);

    /// The column's numbers, turned where lower is worse.
    std::vector<double> risks(std::size_t column);
    double sign(std::size_t column);
};

void readIds(Reading& reading);
void readTimes(Reading& reading);
void readOutcomes(Reading& reading);

void readRisks(Reading& reading);
void readFolds(Reading& reading);
void readProbabilities(Reading& reading);
void readScores(Reading& reading);
void noteTurned(Reading& reading);      // after the columns that may be turned

void readSubgroups(Reading& reading);   // last: what is left

}  // namespace metrisk::evaluation
