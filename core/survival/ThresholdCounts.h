#pragma once

#include <cstddef>
#include <vector>

namespace metrisk::survival {

/// How many patients with and without the outcome score at least `threshold`.
struct ThresholdCount {
    double threshold = 0.0;
    std::size_t truePositives = 0, falsePositives = 0;
};

/// One entry per distinct score, highest first; the last counts everybody. O(n log n).
std::vector<ThresholdCount> thresholdCounts(const std::vector<bool>& outcomes, const std::vector<double>& scores);

}  // namespace metrisk::survival
