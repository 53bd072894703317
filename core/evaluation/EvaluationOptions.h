#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace metrisk::evaluation {

/// What is evaluated and where; the defaults are the published study's.
struct EvaluationOptions {
    std::string outcome = "the event";                             // in words: "local failure"
    double horizonMonths = 24.0;                                   // of calibration, decision curve and ROC
    std::vector<double> landmarksMonths{6.0, 12.0, 24.0};
    std::vector<double> aucMonths{6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0};
    std::vector<double> cutShares{0.33, 0.66};                     // percentiles that part the risk groups
    double lowestThreshold = 0.05, highestThreshold = 0.50;        // of the decision curve, in steps of 0.01
    double confidence = 0.95;
    int resamples = 1000;                                          // of every bootstrap
    std::uint64_t seed = 1;

    /// Throws Error{Input} with the offending value.
    void check() const;
};

/// Fewer events than this and every number is little more than a guess.
inline constexpr int fewEvents = 10;

/// Below this many events a C-index has no interval worth the name and is not computed.
inline constexpr int leastEvents = 2;

}  // namespace metrisk::evaluation
