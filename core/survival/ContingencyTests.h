#pragma once

#include "core/survival/Interval.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// Counts of patients by row and column. Tests throw Error{Input} for a table without two rows and two
/// columns, with rows of different length, with a negative count, or with an empty row or column (named).
using CountTable = std::vector<std::vector<int>>;

enum class Yates { No, Yes };   // continuity correction of a 2x2 table (Yates 1934)

struct ChiSquareTest {
    double chiSquare = 0.0;
    int degreesOfFreedom = 0;
    double p = 1.0;
    double smallestExpected = 0.0;   // below 5 the approximation is poor (Cochran 1954)
};
/// Pearson 1900. The correction is half a patient, at most the difference itself, as R; larger tables
/// are never corrected.
ChiSquareTest chiSquareTest(const CountTable& table, Yates yates = Yates::No);

struct FisherTest {
    double p = 1.0;                      // two-sided: tables no likelier than this one (factor 1 + 1e-7, as R)
    std::optional<double> oddsRatio;     // 2x2: conditional maximum likelihood; 0 or infinite at the edge
    std::optional<Interval> interval;    // 2x2: exact, of the odds ratio
};
/// Fisher 1935; larger tables as Freeman and Halton 1951, by going through the tables with the same
/// margins. Throws Error{Input} for a table with too many of them (more than 20 million steps).
FisherTest fisherTest(const CountTable& table, double confidence = 0.95);

/// Throws as said above.
void checkTable(const CountTable& table);

}  // namespace metrisk::survival
