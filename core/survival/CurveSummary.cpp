#include "core/survival/CurveSummary.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace metrisk::survival {

namespace {

/// Products of fractions hit a level such as 0.5 only up to rounding; R uses the same distance.
const double levelTolerance = std::sqrt(std::numeric_limits<double>::epsilon());

/// Where the falling step function `value` reaches the level; `steps` are those on which it is defined.
std::optional<double> crossing(std::span<const KaplanMeierStep> steps, double KaplanMeierStep::*value, double level)
{
    const auto reached = std::ranges::find_if(
        steps, [&](const KaplanMeierStep& step) { return step.*value <= level + levelTolerance; });
    if (reached == steps.end())
        return std::nullopt;
    if (std::abs((*reached).*value - level) > levelTolerance)
        return reached->timeMonths;
    const auto next = std::find_if(reached, steps.end(), [&](const KaplanMeierStep& step) {
        return step.*value < (*reached).*value - levelTolerance;
    });
    const double end = next == steps.end() ? steps.back().timeMonths : next->timeMonths;
    return 0.5 * (reached->timeMonths + end);
}

/// The band does not exist where survival is 0.
std::span<const KaplanMeierStep> stepsWithBand(const KaplanMeierCurve& curve)
{
    const auto end = std::ranges::find_if(curve.steps, [](const auto& step) { return step.survival <= 0.0; });
    return {curve.steps.begin(), end};
}

void addPatients(std::vector<FollowUp>& patients, double timeMonths, int events, int censored)
{
    patients.insert(patients.end(), std::size_t(events), {timeMonths, true});
    patients.insert(patients.end(), std::size_t(censored), {timeMonths, false});
}

void checkHorizon(const KaplanMeierCurve& curve, double horizonMonths)
{
    if (!(horizonMonths > 0.0) || !std::isfinite(horizonMonths))
        throw Error(Error::Kind::Input, fmt::format("A horizon of {} months has no mean.", horizonMonths),
                    "Choose a horizon above zero.");
    if (curve.steps.empty())
        throw Error(Error::Kind::Input, "A curve without patients has no mean.", "Give at least one patient.");
    if (const auto& last = curve.steps.back(); horizonMonths > last.timeMonths && last.survival > 0.0)
        throw Error(Error::Kind::Input,
                    fmt::format("Nobody was followed for {} months; the last follow-up is at {} months.", horizonMonths,
                                last.timeMonths),
                    fmt::format("Choose a horizon of at most {} months.", last.timeMonths));
}

}  // namespace

QuantileTime quantileTime(const KaplanMeierCurve& curve, double share)
{
    if (!(share > 0.0 && share < 1.0))
        throw Error(Error::Kind::Input, fmt::format("The time at which a share of {} has failed does not exist.", share),
                    "Choose a share between 0 and 1, such as 0.5 for the median.");
    const double level = 1.0 - share;
    const auto banded = stepsWithBand(curve);
    return {crossing(curve.steps, &KaplanMeierStep::survival, level),
            crossing(banded, &KaplanMeierStep::lower, level), crossing(banded, &KaplanMeierStep::upper, level)};
}

QuantileTime medianFollowUp(const std::vector<FollowUp>& patients, double confidence)
{
    auto reversed = patients;
    for (auto& patient : reversed)
        patient.event = !patient.event;
    return quantileTime(kaplanMeier(reversed, confidence), 0.5);
}

std::vector<FollowUp> patientsOf(const KaplanMeierCurve& curve)
{
    std::vector<FollowUp> patients;
    for (const auto& step : curve.steps)
        addPatients(patients, step.timeMonths, step.events, step.censored);
    return patients;
}

std::vector<FollowUp> patientsOf(const CumulativeIncidence& curve)
{
    std::vector<FollowUp> patients;
    for (const auto& step : curve.steps)
        addPatients(patients, step.timeMonths, std::accumulate(step.events.begin(), step.events.end(), 0), step.censored);
    return patients;
}

RestrictedMean restrictedMean(const KaplanMeierCurve& curve, double horizonMonths)
{
    checkHorizon(curve, horizonMonths);
    double area = 0.0, variance = 0.0, until = horizonMonths;
    for (auto step = curve.steps.rbegin(); step != curve.steps.rend(); ++step) {
        if (step->timeMonths >= horizonMonths)
            continue;
        area += step->survival * (until - step->timeMonths);
        until = step->timeMonths;
        const double atRisk = step->atRisk, events = step->events;
        if (events < atRisk)
            variance += area * area * events / (atRisk * (atRisk - events));
    }
    return {area + until, std::sqrt(variance)};
}

std::vector<FollowUpCount> followUpTable(const KaplanMeierCurve& curve, const std::vector<double>& timesMonths)
{
    std::vector<FollowUpCount> table;
    for (const double time : timesMonths) {
        FollowUpCount row{time, curve.atRiskAt(time)};
        for (const auto& step : curve.steps) {
            if (step.timeMonths > time)
                break;
            row.events += step.events;
            row.censored += step.censored;
        }
        table.push_back(row);
    }
    return table;
}

}  // namespace metrisk::survival
