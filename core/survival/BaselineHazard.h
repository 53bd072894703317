#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// Cumulative hazard of a patient whose risk (log hazard ratio) is 0, from this time on.
struct HazardStep {
    double timeMonths = 0.0;
    double cumulativeHazard = 0.0;
};

/// Breslow's estimate for given risks: at each event time, events over the sum of exp(risk) of all
/// at risk. One step per distinct event time, ascending. A patient's freedom from the event at t is
/// exp(-H(t)·exp(risk)). Throws Error{Input} for an empty set and for times or risks that are not finite.
std::vector<HazardStep> breslowBaseline(const std::vector<FollowUp>& patients,
                                        const std::vector<double>& risks);

}  // namespace metrisk::survival
