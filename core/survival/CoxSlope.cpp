#include "core/survival/CoxSlope.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

struct Derivatives {
    double gradient = 0.0;
    double curvature = 0.0;
};

/// Each event compares its covariate with the hazard-weighted mean of all at risk.
Derivatives derivatives(const std::vector<FollowUp>& patients, const std::vector<double>& covariate, double slope)
{
    Derivatives sum;
    for (std::size_t i = 0; i < patients.size(); ++i) {
        if (!patients[i].event)
            continue;
        double weight = 0.0, first = 0.0, second = 0.0;
        for (std::size_t j = 0; j < patients.size(); ++j)
            if (patients[j].timeMonths >= patients[i].timeMonths) {
                const double x = covariate[j] - covariate[i], hazard = std::exp(slope * x);
                weight += hazard;
                first += hazard * x;
                second += hazard * x * x;
            }
        sum.gradient -= first / weight;
        sum.curvature += second / weight - (first / weight) * (first / weight);
    }
    return sum;
}

}  // namespace

double coxSlope(const std::vector<FollowUp>& patients, const std::vector<double>& covariate)
{
    checkRisks(patients, covariate);
    const auto [low, high] = std::ranges::minmax(covariate);
    double slope = 0.0;
    for (int round = 0; round < 100 && high > low; ++round) {
        const auto at = derivatives(patients, covariate, slope);
        if (!(at.curvature > 0.0))
            break;
        // Steps are kept to 5 over the covariate's whole range, so that exp() stays finite.
        const double step = std::clamp(at.gradient / at.curvature, -5.0 / (high - low), 5.0 / (high - low));
        slope += step;
        if (std::abs(slope) * (high - low) > 500.0)
            break;
        if (std::abs(step) < 1e-12 * (1.0 + std::abs(slope)))
            return slope;
    }
    throw Error(Error::Kind::Input, "These risks cannot be fitted to the follow-up: there is no event, no spread, or they "
                                    "separate all events perfectly.",
                "Use a cohort with more patients and events.");
}

}  // namespace metrisk::survival
