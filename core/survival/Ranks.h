#pragma once

#include <vector>

namespace metrisk::survival {

/// Ranks from 1, each tie taking the mean of the places it covers, in O(n log n).
struct Ranks {
    std::vector<double> rank;        // in the order of the values
    double tieSum = 0.0;             // sum of t³ - t over groups of t equal values (Kendall 1945)
    bool tied() const { return tieSum > 0.0; }
};

/// Throws Error{Input} that names the row of a value that is not finite.
Ranks midRanks(const std::vector<double>& values);

}  // namespace metrisk::survival
