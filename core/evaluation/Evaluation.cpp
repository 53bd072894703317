#include "core/evaluation/Evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace metrisk::evaluation {

namespace {

using survival::FollowUp;

/// For reverse Kaplan-Meier a death ends observation as an event does, so that it is not taken for a loss.
std::vector<FollowUp> anyEvent(const Predictions& table)
{
    auto patients = table.followUp;
    for (std::size_t i = 0; i < table.causes.size(); ++i)
        patients[i].event = table.causes[i] > 0;
    return patients;
}

CohortFacts factsOf(const Predictions& table, const EvaluationOptions& options)
{
    CohortFacts facts{.name = table.name, .patients = int(table.size()), .events = table.events()};
    if (!table.causes.empty())
        facts.deaths = int(std::ranges::count(table.causes, 2));
    for (const auto& patient : table.followUp)
        facts.longestMonths = std::max(facts.longestMonths, patient.timeMonths);
    facts.medianFollowUp = survival::medianFollowUp(anyEvent(table), options.confidence);
    facts.curve = survival::kaplanMeier(table.followUp, options.confidence);
    facts.landmarks = survival::freedomFromGroup(facts.curve, options.landmarksMonths);
    facts.medianFreedom = survival::quantileTime(facts.curve, 0.5);
    return facts;
}

std::size_t sharedIds(const Predictions& a, const Predictions& b)
{
    const std::set<std::string> ids(b.ids.begin(), b.ids.end());
    return std::size_t(std::ranges::count_if(a.ids, [&](const auto& id) { return ids.contains(id); }));
}

void warn(Evaluation& result, const Predictions& predictions, const Predictions* training)
{
    const auto say = [&](std::string warning) { result.warnings.push_back(std::move(warning)); };
    if (predictions.events() == 0)
        say("Nobody had the event: hardly anything can be computed.");
    else if (predictions.events() < fewEvents)
        say(fmt::format("Only {} event{}: every number here is little more than a guess, its interval included.", predictions.events(),
                        predictions.events() == 1 ? "" : "s"));
    else if (result.horizon.eventsByHorizon < fewEvents)
        say(fmt::format("Only {} event{} by {} months: calibration, decision curve and ROC are little more than a guess.",
                        result.horizon.eventsByHorizon, result.horizon.eventsByHorizon == 1 ? "" : "s", result.options.horizonMonths));
    if (training && training->events() < fewEvents)
        say(fmt::format("The training table has only {} events: baseline and slope are uncertain.", training->events()));
    if (const auto& c = result.discrimination.ensemble.c; c && c->value < 0.5)
        say("The C-index is below 0.5: higher risk goes with a longer time to the event. Check that higher values mean worse.");
    if (const auto shared = training ? sharedIds(predictions, *training) : 0; shared > 0)
        say(fmt::format("{} id{} in both tables: on patients a model was trained with it looks better than it is.", shared,
                        shared == 1 ? " is" : "s are"));
}

void note(Evaluation& result, const Predictions& predictions, const Predictions* training)
{
    result.notes = predictions.notes;
    if (!training)
        result.notes.push_back(fmt::format("Without a training table the risk groups are cut at this table's own percentiles {:.0f} and "
                                           "{:.0f}, so they say less than cuts fixed beforehand.",
                                           100 * result.options.cutShares[0], 100 * result.options.cutShares[1]));
    if (predictions.folds)
        result.notes.emplace_back("Risks of different folds come from different models; the overall C-index compares across them, the "
                                  "one within folds does not.");
    if (!predictions.causes.empty())
        result.notes.emplace_back("C-indices, Kaplan-Meier curves, Cox models, calibration and decision curve take death before the "
                                  "event as censoring (cause-specific); cumulative incidences do not.");
}

}  // namespace

Evaluation evaluate(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options, const Job& job)
{
    options.check();
    const auto& censoring = training ? training->followUp : predictions.followUp;
    Evaluation result;
    result.options = options;
    result.cohort = factsOf(predictions, options);
    if (training)
        result.training = factsOf(*training, options);
    result.discrimination = discrimination(predictions, censoring, options, job.stage("C-index", 0.0, 0.4));
    result.regression = riskRegression(predictions.followUp, predictions.risks, options.confidence);
    result.groups = compareGroups(predictions, training, options);
    result.time = timeDependence(predictions, censoring, options, job.stage("AUC over time", 0.4, 0.7));
    result.horizon = horizonPerformance(predictions, training, options, job.stage("Calibration and decision curve", 0.7, 1.0));
    if (const auto& probabilities = result.horizon.probabilities; probabilities && probabilities->horizon)
        result.horizonProbabilities = probabilities->at[*probabilities->horizon].event;
    warn(result, predictions, training);
    note(result, predictions, training);
    return result;
}

}  // namespace metrisk::evaluation
