#pragma once

#include "core/survival/Interval.h"
#include "core/survival/PairCounting.h"

#include <cstdint>

namespace metrisk::survival {

/// Harrell's C: of all pairs where the one who failed first is known, the share in which that one
/// had the higher risk; ties in risk count half (Harrell et al. 1982, JAMA 247:2543). n log n.
/// Throws Error{Input} when no pair is comparable and, naming the patient, for impossible times and risks.
double concordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks);

/// The same with its counts, its standard error and an interval from it (cut at 0 and 1).
struct Concordance {
    double value = 0.5;
    double standardError = 0.0;
    Interval interval{0.0, 1.0};
    PairTotals pairs;
};
/// Standard error by the infinitesimal jackknife, as R's survival::concordance: what C would gain if a
/// patient weighed a little more, squared and added up (Therneau and Watson 2015, Mayo technical report 85).
/// `weights` may be empty. Throws as above.
Concordance concordanceEstimate(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                double confidence = 0.95, RiskTies ties = RiskTies::Near,
                                const std::vector<double>& weights = {}, const std::vector<int>& strata = {});

/// 95 % percentile bootstrap interval of Harrell's C, reproducible from the seed.
Interval concordanceInterval(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                             int resamples, std::uint64_t seed);

}  // namespace metrisk::survival
