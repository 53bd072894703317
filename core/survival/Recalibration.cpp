#include "core/survival/Recalibration.h"

#include "core/survival/Distributions.h"
#include "core/survival/KnownOutcomes.h"

#include <cmath>

namespace metrisk::survival {

namespace {

CalibrationTerm termOf(const KnownFit& fitted, Eigen::Index j, double reach)
{
    const double estimate = fitted.fit.coefficients[j], se = std::sqrt(fitted.covariance(j, j));
    return {estimate, se, {estimate - reach * se, estimate + reach * se}};
}

Recalibration recalibrated(const KnownOutcomes& known, double confidence)
{
    const double reach = normalQuantileForTwoSided(confidence);
    Recalibration result;
    auto shifted = known.data;
    shifted.offset = known.logOdds;
    result.intercept = termOf(fitKnown(known, shifted), 0, reach);
    if (known.logOdds.minCoeff() == known.logOdds.maxCoeff())
        return result;
    auto bent = known.data;
    bent.design.conservativeResize(Eigen::NoChange, 2);
    bent.design.col(1) = known.logOdds;
    bent.names.emplace_back("predicted log odds");
    result.slope = termOf(fitKnown(known, bent), 1, reach);
    return result;
}

}  // namespace

Recalibration recalibration(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths, double confidence)
{
    return recalibrated(knownOutcomes(patients, eventProbabilities, horizonMonths), confidence);
}

Recalibration recalibration(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities, double confidence)
{
    return recalibrated(knownOutcomes(outcomes, eventProbabilities), confidence);
}

}  // namespace metrisk::survival
