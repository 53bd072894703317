#include "core/evaluation/HorizonPerformance.h"

#include "core/evaluation/TimeDependence.h"
#include "core/survival/Horizon.h"
#include "core/survival/PatientOutlook.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

/// Every time a probability is wanted for.
std::vector<double> timesWanted(const EvaluationOptions& options)
{
    std::set<double> times(options.aucMonths.begin(), options.aucMonths.end());
    times.insert(options.horizonMonths);
    return {times.begin(), times.end()};
}

EventProbabilities fromColumns(const Predictions& predictions)
{
    return {fmt::format("the probability columns of {}", predictions.name), predictions.probabilities, {}, 0.0};
}

/// Baseline hazard and slope of the training patients, their risk the only covariate (Breslow's ties, as survival::freedomFromRisk).
EventProbabilities fromTraining(const Predictions& predictions, const Predictions& training, const EvaluationOptions& options)
{
    const auto data = survival::univariate(training.followUp, training.risks, "risk");
    const auto model = survival::fitCox(data, {.ties = survival::Ties::Breslow});
    const auto baseline = survival::coxBaselines(data, model).front();
    EventProbabilities result{fmt::format("baseline hazard and slope of {}", training.name), {}, {}, model.coefficients[0]};
    for (const double months : timesWanted(options))
        if (months <= baseline.lastMonths)
            result.at.push_back({months, {}});
    std::vector<double> times;
    for (const auto& at : result.at)
        times.push_back(at.months);
    for (const double risk : predictions.risks) {
        const auto freedom = survival::freedomFromModel(baseline, model, Eigen::VectorXd::Constant(1, risk), times);
        for (std::size_t i = 0; i < times.size(); ++i)
            result.at[i].event.push_back(1.0 - freedom[i].probability);
    }
    return result;
}

Computed<std::size_t> placeOf(double months, const EventProbabilities& probabilities)
{
    const auto found = std::ranges::find(probabilities.at, months, &HorizonProbability::months);
    if (found == probabilities.at.end())
        return notComputable<std::size_t>(fmt::format("{} say nothing about {} months", probabilities.source, months));
    return {std::size_t(found - probabilities.at.begin()), {}};
}

Computed<EventProbabilities> probabilitiesOf(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options)
{
    auto result = !predictions.probabilities.empty() ? computed([&] { return fromColumns(predictions); })
                  : training ? computedUnless(tooFewEvents(training->events()), [&] { return fromTraining(predictions, *training, options); })
                             : notComputable<EventProbabilities>(
                                   fmt::format("neither a training table nor a column probability_{} gives event probabilities",
                                               options.horizonMonths));
    if (result)
        result.value->horizon = placeOf(options.horizonMonths, *result);
    return result;
}

std::vector<double> thresholdsOf(const EvaluationOptions& options)
{
    std::vector<double> thresholds;
    const int steps = int(std::lround((options.highestThreshold - options.lowestThreshold) * 100.0));
    for (int i = 0; i <= steps; ++i)
        thresholds.push_back(std::round((options.lowestThreshold * 100.0 + i) * 1e4) / 1e6);
    return thresholds;
}

/// Calibration and decision curve, all on the probabilities by the horizon.
void fillHorizon(HorizonPerformance& result, const Predictions& predictions, const EvaluationOptions& options, const Job& job)
{
    const auto& patients = predictions.followUp;
    const double months = options.horizonMonths, confidence = options.confidence;
    std::string why = result.probabilities ? result.probabilities->horizon.reason : result.probabilities.reason;
    if (why.empty())
        why = whyNotAt(months, patients);
    static const std::vector<double> none;
    const auto& event = why.empty() ? result.probabilities->at[*result.probabilities->horizon].event : none;
    const int groups = std::min(calibrationGroupCount(result.eventsByHorizon), int(patients.size()));
    result.calibrationGroups = computedUnless(why, [&] { return survival::calibrationGroups(patients, event, months, groups, confidence); });
    result.calibrationCurve = computedUnless(why, [&] { return survival::calibrationCurve(patients, event, months, confidence); });
    result.recalibration = computedUnless(why, [&] { return survival::recalibration(patients, event, months, confidence); });
    result.inTheLarge = computedUnless(why, [&] { return survival::calibrationInTheLarge(patients, event, months, confidence); });
    result.decision = computedUnless(why, [&] {
        return survival::decisionCurveWithBand(patients, event, months, thresholdsOf(options),
                                               {options.resamples, options.seed, confidence}, job);
    });
}

void fillBrier(HorizonPerformance& result, const Predictions& predictions, const std::vector<FollowUp>& censoring)
{
    if (!result.probabilities) {
        result.brier = notComputable<survival::BrierScore>(result.probabilities.reason);
        return;
    }
    std::vector<survival::SurvivalPrediction> at;
    for (const auto& probability : result.probabilities->at) {
        auto why = whyNotAt(probability.months, predictions.followUp);
        if (why.empty())
            why = whyNotAt(probability.months, censoring, "nobody of the training patients");
        if (!why.empty()) {
            result.brierOmitted.push_back(fmt::format("{} months: {}", probability.months, why));
            continue;
        }
        at.push_back({probability.months, {}});
        for (const double event : probability.event)
            at.back().survival.push_back(1.0 - event);
    }
    result.brier = computedUnless(at.empty() ? "no time with probabilities, events and follow-up beyond it" : "",
                                  [&] { return survival::brierScore(predictions.followUp, at, censoring); });
}

}  // namespace

int calibrationGroupCount(int eventsByHorizon)
{
    return std::clamp(eventsByHorizon / 10, 2, 5);
}

HorizonPerformance horizonPerformance(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options,
                                      const Job& job)
{
    HorizonPerformance result;
    result.eventsByHorizon = survival::eventsBy(predictions.followUp, options.horizonMonths);
    result.probabilities = probabilitiesOf(predictions, training, options);
    job.advance(0.1);
    fillHorizon(result, predictions, options, job.part(0.1, 0.9));
    fillBrier(result, predictions, training ? training->followUp : predictions.followUp);
    job.advance(1.0);
    return result;
}

}  // namespace metrisk::evaluation
