#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// The cumulative hazard from `timeMonths` on: events per patient at risk, added up.
struct NelsonAalenStep {
    double timeMonths = 0.0;
    double cumulativeHazard = 0.0;
    double standardError = 0.0;
    double lower = 0.0, upper = 0.0;  // on the logarithm's scale; [0, 0] before the first event
};

/// Nelson 1972, Aalen 1978: the sum of d/n over event times, with variance the sum of d/n² (Aalen's,
/// R's std.chaz); interval H·exp(±z·se/H). One step per distinct time of the curve, whose counts it reads.
/// Throws Error{Input} for a confidence that is not between 0 and 1.
std::vector<NelsonAalenStep> nelsonAalen(const KaplanMeierCurve& curve, double confidence = 0.95);

}  // namespace metrisk::survival
