#include "core/survival/CumulativeIncidence.h"

#include "core/survival/CompetingCheck.h"
#include "core/survival/Distributions.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// Event-free survival and the incidence of each cause, with variances and covariances, carried from
/// time to time as functions of the hazards, which are multinomial shares of those at risk (delta method).
struct State {
    double eventFree = 1.0, variance = 0.0;
    struct Cause { double incidence = 0.0, variance = 0.0, covariance = 0.0; };  // with eventFree
    std::vector<Cause> causes;

    void pass(const IncidenceStep& step)
    {
        double hazard = 0.0;
        for (const int events : step.events)
            hazard += double(events) / step.atRisk;
        const double n = step.atRisk, square = eventFree * eventFree;
        for (std::size_t k = 0; k < causes.size(); ++k) {
            auto& [incidence, var, cov] = causes[k];
            const double h = step.events[k] / n;
            var += 2.0 * h * cov + h * h * variance + square * h * (1.0 - h) / n;
            cov = (1.0 - hazard) * (cov + h * variance) - square * h * (1.0 - hazard) / n;
            incidence += eventFree * h;
        }
        variance = (1.0 - hazard) * (1.0 - hazard) * variance + square * hazard * (1.0 - hazard) / n;
        eventFree *= 1.0 - hazard;
    }
};

Incidence incidenceOf(const State::Cause& cause, double z, Transformation transformation)
{
    const double error = std::sqrt(std::max(0.0, cause.variance));
    const double errorOfLog = cause.incidence > 0.0 ? error / cause.incidence : 0.0;
    const auto [low, high] = probabilityInterval(cause.incidence, errorOfLog, z, transformation);
    return {cause.incidence, error, low, high};
}

IncidenceStep countedStep(const std::vector<CompetingFollowUp>& sorted, std::size_t first, int causes)
{
    IncidenceStep step{sorted[first].timeMonths, int(sorted.size() - first), 0, std::vector<int>(std::size_t(causes)), 1.0, {}};
    for (auto i = first; i < sorted.size() && sorted[i].timeMonths == step.timeMonths; ++i)
        ++(sorted[i].cause == 0 ? step.censored : step.events[std::size_t(sorted[i].cause - 1)]);
    return step;
}

}  // namespace

CumulativeIncidence cumulativeIncidence(const std::vector<CompetingFollowUp>& patients, double confidence,
                                        Transformation transformation, int causes)
{
    checkCompeting(patients);
    const double z = normalQuantileForTwoSided(confidence);
    auto sorted = patients;
    std::ranges::sort(sorted, {}, &CompetingFollowUp::timeMonths);
    const int highest = std::ranges::max(patients, {}, &CompetingFollowUp::cause).cause;
    CumulativeIncidence curve{int(sorted.size()), std::max(highest, causes), {}};
    State state;
    state.causes.resize(std::size_t(curve.causes));
    for (std::size_t i = 0; i < sorted.size();) {
        auto step = countedStep(sorted, i, curve.causes);
        state.pass(step);
        step.eventFree = state.eventFree;
        for (const auto& cause : state.causes)
            step.incidences.push_back(incidenceOf(cause, z, transformation));
        while (i < sorted.size() && sorted[i].timeMonths == step.timeMonths)
            ++i;
        curve.steps.push_back(std::move(step));
    }
    return curve;
}

const IncidenceStep* CumulativeIncidence::at(double timeMonths) const
{
    const auto next = std::ranges::upper_bound(steps, timeMonths, {}, &IncidenceStep::timeMonths);
    return next == steps.begin() ? nullptr : &*std::prev(next);
}

}  // namespace metrisk::survival
