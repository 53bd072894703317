#include "core/survival/KaplanMeier.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// Log-log transformed interval: S^exp(±z·se), se of log(-log S) by Greenwood. Where S is 1 the
/// transformation does not exist and nothing has been observed to fall, so the interval is [1, 1].
/// Where S is 0 it does not exist either: the lower end is 0, the upper end stays at its last value.
void setInterval(KaplanMeierStep& step, double greenwoodSum, double z, double upperBefore)
{
    if (step.survival >= 1.0)
        return;
    if (step.survival <= 0.0) {
        step.lower = 0.0;
        step.upper = upperBefore;
        return;
    }
    const double logSurvival = std::log(step.survival);
    const double standardError = std::sqrt(greenwoodSum) / std::abs(logSurvival);
    step.lower = std::exp(logSurvival * std::exp(z * standardError));
    step.upper = std::exp(logSurvival * std::exp(-z * standardError));
}

double normalQuantileForTwoSided(double confidence)
{
    if (!(confidence > 0.0 && confidence < 1.0))
        throw Error(Error::Kind::Input, fmt::format("A confidence of {} is not possible.", confidence),
                    "Choose a confidence between 0 and 1, such as 0.95.");
    return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
}

}  // namespace

KaplanMeierCurve kaplanMeier(const std::vector<FollowUp>& patients, double confidence)
{
    checkFollowUp(patients);
    const double z = normalQuantileForTwoSided(confidence);
    auto sorted = patients;
    std::ranges::sort(sorted, {}, &FollowUp::timeMonths);

    KaplanMeierCurve curve;
    curve.patients = int(sorted.size());
    double survival = 1.0, greenwoodSum = 0.0, upper = 1.0;
    for (const auto& point : timePoints(sorted)) {
        const double atRisk = double(sorted.size() - point.first), events = point.events;
        survival *= (atRisk - events) / atRisk;
        if (events < atRisk)
            greenwoodSum += events / (atRisk * (atRisk - events));
        KaplanMeierStep step{point.timeMonths, int(atRisk), point.events,
                             int(point.count) - point.events, survival};
        setInterval(step, greenwoodSum, z, upper);
        upper = step.upper;
        curve.events += point.events;
        curve.steps.push_back(step);
    }
    return curve;
}

KaplanMeierCurve::Estimate KaplanMeierCurve::at(double timeMonths) const
{
    Estimate estimate;
    const auto next = std::ranges::upper_bound(steps, timeMonths, {}, &KaplanMeierStep::timeMonths);
    if (next != steps.begin())
        estimate = {std::prev(next)->survival, std::prev(next)->lower, std::prev(next)->upper};
    estimate.beyondFollowUp = steps.empty() || timeMonths > steps.back().timeMonths;
    return estimate;
}

int KaplanMeierCurve::atRiskAt(double timeMonths) const
{
    const auto step = std::ranges::lower_bound(steps, timeMonths, {}, &KaplanMeierStep::timeMonths);
    return step == steps.end() ? 0 : step->atRisk;
}

}  // namespace metrisk::survival
