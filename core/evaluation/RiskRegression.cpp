#include "core/evaluation/RiskRegression.h"

#include "core/survival/SchoenfeldTest.h"

#include <cmath>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

RiskRegression fitted(const std::vector<FollowUp>& patients, const std::vector<double>& risks, double confidence)
{
    const auto standard = univariate(patients, risks, "risk");
    standard.check();   // before dividing by its spread
    RiskRegression result{.sd = spreadOf(risks).sd};
    auto perSd = standard;
    perSd.covariates /= result.sd;
    result.perSd = hazardRatioOf(fitCox(perSd, {.confidence = confidence}).table.front());
    const auto model = fitCox(standard, {.confidence = confidence});
    const auto& term = model.table.front();
    result.slope = term.coefficient;
    result.slopeInterval = {std::log(term.hazardRatioInterval.low), std::log(term.hazardRatioInterval.high)};
    result.proportionality = computed([&] { return schoenfeldTest(standard, model).global; });
    return result;
}

}  // namespace

HazardRatio hazardRatioOf(const survival::CoxCoefficient& coefficient)
{
    return {coefficient.hazardRatio, coefficient.hazardRatioInterval, coefficient.p};
}

Computed<RiskRegression> riskRegression(const std::vector<FollowUp>& patients, const std::vector<double>& risks, double confidence)
{
    return computedUnless(tooFewEvents(eventsIn(patients)), [&] { return fitted(patients, risks, confidence); });
}

Computed<HazardRatio> hazardRatioPerSd(const std::vector<FollowUp>& patients, const std::vector<double>& values,
                                       const std::string& name, double confidence)
{
    return computedUnless(tooFewEvents(eventsIn(patients)), [&] {
        auto data = univariate(patients, values, name);
        data.check();
        data.covariates /= spreadOf(values).sd;
        return hazardRatioOf(fitCox(data, {.confidence = confidence}).table.front());
    });
}

}  // namespace metrisk::evaluation
