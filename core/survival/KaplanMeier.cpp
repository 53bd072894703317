#include "core/survival/KaplanMeier.h"

#include "core/survival/Distributions.h"
#include "core/survival/FollowUpCheck.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// One time's share of the variance of log S (Greenwood 1926); undefined, and taken as nothing, where
/// everybody at risk fails.
double greenwoodTerm(double atRisk, double events)
{
    return events < atRisk ? events / (atRisk * (atRisk - events)) : 0.0;
}

std::vector<KaplanMeierStep> countedSteps(const std::vector<FollowUp>& sorted)
{
    const auto points = timePoints(sorted);
    std::vector<KaplanMeierStep> steps;
    steps.reserve(points.size());
    double survival = 1.0;
    for (const auto& point : points) {
        const auto atRisk = int(sorted.size() - point.first);
        survival *= double(atRisk - point.events) / atRisk;
        steps.push_back({point.timeMonths, atRisk, point.events, int(point.count) - point.events, survival});
    }
    return steps;
}

/// Where S is 1 nothing has been observed to fall, so the interval is [1, 1]. Where S is 0 no
/// variance exists: the lower end is 0, the upper end stays at its last value.
void setIntervals(std::vector<KaplanMeierStep>& steps, double z, Transformation transformation)
{
    double varianceOfLog = 0.0;
    Interval interval{1.0, 1.0};
    for (auto& step : steps) {
        varianceOfLog += greenwoodTerm(step.atRisk, step.events);
        if (step.survival <= 0.0)
            interval.low = 0.0;
        else if (step.events > 0)
            interval = probabilityInterval(step.survival, std::sqrt(varianceOfLog), z, transformation);
        step.lower = interval.low;
        step.upper = interval.high;
    }
}

}  // namespace

KaplanMeierCurve kaplanMeier(const std::vector<FollowUp>& patients, double confidence, Transformation transformation)
{
    checkFollowUp(patients);
    const double z = normalQuantileForTwoSided(confidence);
    auto sorted = patients;
    std::ranges::sort(sorted, {}, &FollowUp::timeMonths);
    KaplanMeierCurve curve{int(sorted.size()), int(std::ranges::count(sorted, true, &FollowUp::event)),
                           countedSteps(sorted)};
    setIntervals(curve.steps, z, transformation);
    return curve;
}

std::vector<double> greenwoodErrors(const KaplanMeierCurve& curve)
{
    std::vector<double> errors;
    double varianceOfLog = 0.0;
    for (const auto& step : curve.steps) {
        varianceOfLog += greenwoodTerm(step.atRisk, step.events);
        errors.push_back(step.survival * std::sqrt(varianceOfLog));
    }
    return errors;
}

KaplanMeierCurve::Estimate KaplanMeierCurve::at(double timeMonths) const
{
    Estimate estimate;
    const auto next = std::ranges::upper_bound(steps, timeMonths, {}, &KaplanMeierStep::timeMonths);
    if (next != steps.begin())
        estimate = {std::prev(next)->survival, std::prev(next)->lower, std::prev(next)->upper};
    // Where the last of all has failed, nobody is left whose fate could be unknown: the estimate stays 0.
    estimate.beyondFollowUp = steps.empty() || (timeMonths > steps.back().timeMonths && steps.back().survival > 0.0);
    return estimate;
}

int KaplanMeierCurve::atRiskAt(double timeMonths) const
{
    const auto step = std::ranges::lower_bound(steps, timeMonths, {}, &KaplanMeierStep::timeMonths);
    return step == steps.end() ? 0 : step->atRisk;
}

}  // namespace metrisk::survival
