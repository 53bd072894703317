#pragma once

#include "core/survival/KaplanMeier.h"

#include <vector>

namespace metrisk::survival {

/// The probability of still being followed, from the Kaplan-Meier estimate with the roles of event
/// and censoring exchanged. At ties events leave first, and the estimate is taken AT the time, as
/// scikit-survival 0.21 does.
struct CensoringDistribution {
    std::vector<double> timesMonths;   // ascending
    std::vector<double> uncensored;    // from that time on
    double at(double timeMonths) const;
};

/// Throws Error{Input} for an empty set and for negative or not finite times.
CensoringDistribution censoringDistribution(const std::vector<FollowUp>& patients);

/// How much each patient counts at a horizon (Graf et al. 1999): 1/G(own time) once failed by then,
/// 1/G(horizon) when followed beyond it, 0 when lost before. Throws Error{Input} where G is 0 (the
/// row is named for a patient's own time): nobody of the training patients was followed so long.
std::vector<double> horizonWeights(const std::vector<FollowUp>& patients, double horizonMonths,
                                   const CensoringDistribution& censoring);

/// 1/G(own time) of every patient who failed up to a time, 0 for the others; the same error.
std::vector<double> caseWeights(const std::vector<FollowUp>& patients, double untilMonths,
                                const CensoringDistribution& censoring);

}  // namespace metrisk::survival
