#pragma once

#include "core/survival/KaplanMeier.h"

#include <cstdint>
#include <vector>

namespace metrisk::survival {

/// Harrell's C: of all pairs where the one who failed first is known, the share in which that one
/// had the higher risk; ties in risk count half. Throws Error{Input} when no pair is comparable.
double concordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks);

struct Interval { double low = 0.0, high = 0.0; };
/// 95 % percentile bootstrap interval of Harrell's C, reproducible from the seed.
Interval concordanceInterval(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                             int resamples, std::uint64_t seed);

}  // namespace metrisk::survival
