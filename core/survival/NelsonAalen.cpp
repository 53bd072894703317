#include "core/survival/NelsonAalen.h"

#include "core/survival/Distributions.h"

#include <cmath>

namespace metrisk::survival {

std::vector<NelsonAalenStep> nelsonAalen(const KaplanMeierCurve& curve, double confidence)
{
    const double z = normalQuantileForTwoSided(confidence);
    std::vector<NelsonAalenStep> steps;
    steps.reserve(curve.steps.size());
    double hazard = 0.0, variance = 0.0;
    for (const auto& [time, atRisk, events, censored, survival, lower, upper] : curve.steps) {
        hazard += double(events) / atRisk;
        variance += double(events) / atRisk / atRisk;
        const double error = std::sqrt(variance);
        const double factor = hazard > 0.0 ? std::exp(z * error / hazard) : 1.0;
        steps.push_back({time, hazard, error, hazard / factor, hazard * factor});
    }
    return steps;
}

}  // namespace metrisk::survival
