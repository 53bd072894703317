// What the page says about predicted probabilities: calibration, decision curve, Brier score; and AUC over time.
#include "core/common/NumberText.h"
#include "core/evaluation/EvaluationWords.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace metrisk::evaluation {

namespace {

std::string horizonText(const Evaluation& evaluation)
{
    return fmt::format("{:g} months", evaluation.options.horizonMonths);
}

std::string countsByHorizon(const Evaluation& evaluation)
{
    return fmt::format("{} patients, {} events by {}", evaluation.cohort.patients, evaluation.horizon.eventsByHorizon, horizonText(evaluation));
}

/// Kaplan-Meier asks what would be seen if nobody died; what was seen is less.
void addDeathsNote(PageSection& section, const Evaluation& evaluation)
{
    const auto& incidence = evaluation.groups.incidence;
    if (!incidence || incidence->deaths == 0)
        return;
    const auto* step = incidence->everybody.at(evaluation.options.horizonMonths);
    section.paragraphs.push_back(fmt::format(
        "{} deaths before the event count as censoring here: observed probabilities are those of a world without these deaths. With death "
        "competing, {} % had the event by {}.", incidence->deaths, common::percentNumber(step ? step->incidences[0].value : 0.0),
        horizonText(evaluation)));
}

PageTable calibrationTable(const Evaluation& evaluation)
{
    const auto& h = evaluation.horizon;
    PageTable table{fmt::format("Calibration at {}", horizonText(evaluation)), {"", "n", "Events", "Result"}, {}, {}};
    const auto n = std::to_string(evaluation.cohort.patients), events = std::to_string(h.eventsByHorizon);
    const auto row = [&](const std::string& name, const std::string& result) { table.rows.push_back({{name, n, events, result}}); };
    row("Observed", cellOf(h.inTheLarge, [](const auto& c) { return shareCell(c.observed, c.observedInterval); }));
    row("Predicted on average", cellOf(h.inTheLarge, [](const auto& c) { return common::percentNumber(c.meanPredicted) + " %"; }));
    row("Expected over observed", cellOf(h.inTheLarge, [](const auto& c) {
        return std::isfinite(c.expectedOverObserved) ? fmt::format("{:.2f}", c.expectedOverObserved) : reasonText("nothing was observed");
    }));
    row("Intercept, slope held at 1 (0 is perfect)", cellOf(h.recalibration, [](const auto& r) {
        return intervalText(r.intercept.estimate, r.intercept.interval);
    }));
    row("Slope (1 is perfect)", cellOf(h.recalibration, [](const auto& r) {
        return r.slope ? intervalText(r.slope->estimate, r.slope->interval) : reasonText("all predictions are the same");
    }));
    row("Mean distance from the diagonal (ICI)", cellOf(h.calibrationCurve, [](const auto& c) {
        return fmt::format("{:.1f} percentage points; median {:.1f}, largest {:.1f}", 100 * c.meanError, 100 * c.medianError, 100 * c.maximumError);
    }));
    table.note = "Observed: 1 − Kaplan-Meier. Intercept, slope and smooth curve: logistic regression of the patients whose state is known, "
                 "weighted for those lost (inverse probability of censoring).";
    return table;
}

PageTable calibrationGroupTable(const Evaluation& evaluation, const std::vector<survival::CalibrationGroup>& groups)
{
    PageTable table{"By predicted probability", {"Predicted", "n", "Events", "Mean predicted", "Observed"}, {}, {}};
    bool beyond = false;
    for (const auto& group : groups) {
        table.rows.push_back({{fmt::format("{} to {} %", common::percentNumber(group.range.low), common::percentNumber(group.range.high)),
                               std::to_string(group.patients), std::to_string(group.events), common::percentNumber(group.meanPredicted) + " %",
                               shareCell(group.observed, group.interval) + (group.beyondFollowUp ? " *" : "")}});
        beyond = beyond || group.beyondFollowUp;
    }
    if (beyond)
        table.note = fmt::format("* The group's follow-up ends before {}; its last estimate is shown.", horizonText(evaluation));
    return table;
}

PageTable decisionTable(const Evaluation& evaluation, const survival::DecisionCurve& curve)
{
    PageTable table{"Net benefit per 100 patients", {"Threshold", "n", "Events", "Treated", "By the model", "Treat all", "Treatments avoided"}, {}, {}};
    const auto n = std::to_string(curve.patients), events = std::to_string(curve.events);
    for (const auto& point : curve.points) {
        const double tenth = std::round(point.threshold * 10.0) / 10.0;
        if (std::abs(point.threshold - tenth) > 1e-9)
            continue;
        const auto model = point.band ? intervalText(100 * point.model, {100 * point.band->low, 100 * point.band->high}, 1)
                                      : fixedText(100 * point.model, 1);
        table.rows.push_back({{common::percentNumber(point.threshold) + " %", n, events, std::to_string(point.treated), model,
                               fixedText(100 * point.all, 1), fixedText(point.reductionPer100, 0)}});
    }
    table.note = fmt::format("Treating nobody has net benefit 0. Treatments avoided: per 100 patients against treating all, at no event missed. "
                             "Parentheses: {} bootstrap interval, {} resamples.", percentText(evaluation.options.confidence), evaluation.options.resamples);
    return table;
}

}  // namespace

PageSection calibrationSection(const Evaluation& evaluation)
{
    const auto& h = evaluation.horizon;
    PageSection section{fmt::format("Do the probabilities come true? Calibration at {}", horizonText(evaluation)), {}, {}, {}};
    section.paragraphs.push_back(h.probabilities ? fmt::format("Event probabilities come from {}.", h.probabilities->source)
                                                 : fmt::format("Calibration is {} ({}).", reasonText(h.probabilities.reason),
                                                               countsByHorizon(evaluation)));
    addDeathsNote(section, evaluation);
    if (h.probabilities)   // else every row would give the reason once more
        section.tables.push_back(calibrationTable(evaluation));
    if (h.calibrationGroups) {
        section.tables.push_back(calibrationGroupTable(evaluation, *h.calibrationGroups));
        section.plots.emplace_back("calibration");
    }
    return section;
}

PageSection decisionSection(const Evaluation& evaluation)
{
    PageSection section{fmt::format("Is acting on it worthwhile? Decision curve at {}", horizonText(evaluation)), {}, {}, {}};
    const auto& decision = evaluation.horizon.decision;
    if (!decision) {
        section.paragraphs.push_back(fmt::format("The decision curve is {} ({}).", reasonText(decision.reason), countsByHorizon(evaluation)));
        return section;
    }
    addDeathsNote(section, evaluation);
    section.tables.push_back(decisionTable(evaluation, *decision));
    section.plots.emplace_back("decision");
    return section;
}

PageSection timeSection(const Evaluation& evaluation)
{
    PageSection section{"Over time", {}, {}, {}};
    PageTable table{"Who has failed by then against who has not", {"Months", "n", "Failed by then", "Free beyond", "AUC"}, {}, {}};
    for (const auto& row : evaluation.time.auc)
        table.rows.push_back({{fmt::format("{:g}", row.months), std::to_string(evaluation.cohort.patients), std::to_string(row.cases),
                               std::to_string(row.controls), cellOf(row.auc, [](const auto& auc) { return intervalText(auc.value, auc.interval); })}});
    table.rows.push_back({{"mean", std::to_string(evaluation.cohort.patients), "", "", cellOf(evaluation.time.meanAuc, [](double auc) { return fmt::format("{:.2f}", auc); })}});
    table.note = fmt::format("Cumulative/dynamic AUC, weighted for patients lost before; bootstrap intervals, {} resamples.", evaluation.options.resamples);
    section.tables.push_back(table);
    const auto& roc = evaluation.time.roc;
    section.paragraphs.push_back(roc ? fmt::format("ROC at {}: AUC {} among {} patients whose state is known ({} with the event, {} free of it); {} were "
                                                   "lost before and are left out.", horizonText(evaluation),
                                                   roc->curve.logit ? intervalText(roc->curve.auc, *roc->curve.logit) : fmt::format("{:.2f}", roc->curve.auc),
                                                   roc->curve.positives + roc->curve.negatives, roc->curve.positives, roc->curve.negatives, roc->unknown)
                                     : fmt::format("The ROC at {} is {} ({}).", horizonText(evaluation), reasonText(roc.reason), countsByHorizon(evaluation)));
    const bool anyAuc = std::ranges::any_of(evaluation.time.auc, [](const auto& row) { return bool(row.auc); });
    if (anyAuc)
        section.plots.emplace_back("auc");
    if (roc)
        section.plots.emplace_back("roc");
    return section;
}

PageSection brierSection(const Evaluation& evaluation)
{
    PageSection section{"Brier score", {}, {}, {}};
    const auto& brier = evaluation.horizon.brier;
    if (!brier) {
        section.paragraphs.push_back(fmt::format("The Brier score is {} ({}).", reasonText(brier.reason),
                                                 countsText(evaluation.cohort.patients, evaluation.cohort.events)));
        return section;
    }
    PageTable table{"Squared distance of prediction and outcome", {"Months", "n", "Events", "Brier score", "Kaplan-Meier alone", "Scaled"}, {}, {}};
    const auto n = std::to_string(evaluation.cohort.patients);
    const auto scaled = [](double ours, double null) { return null > 0.0 ? fixedText(100.0 * (1.0 - ours / null), 1) + " %" : reasonText("the reference is 0"); };
    for (const auto& at : brier->at) {
        const auto by = std::ranges::count_if(evaluation.cohort.curve.steps, [&](const auto& step) { return step.timeMonths <= at.timeMonths; });
        int events = 0;
        for (std::size_t i = 0; i < std::size_t(by); ++i)
            events += evaluation.cohort.curve.steps[i].events;
        table.rows.push_back({{fmt::format("{:g}", at.timeMonths), n, std::to_string(events), fmt::format("{:.3f}", at.brier), fmt::format("{:.3f}", at.null),
                               scaled(at.brier, at.null)}});
    }
    if (brier->integrated && brier->integratedNull)
        table.rows.push_back({{fmt::format("{:g} to {:g}, integrated", brier->at.front().timeMonths, brier->at.back().timeMonths), n,
                               std::to_string(evaluation.cohort.events), fmt::format("{:.3f}", *brier->integrated),
                               fmt::format("{:.3f}", *brier->integratedNull), scaled(*brier->integrated, *brier->integratedNull)}});
    table.note = "0 is perfect. Scaled: improvement over the Kaplan-Meier estimate of the same patients, which knows nobody apart; below 0 the model is "
                 "worse than that.";
    if (!evaluation.horizon.brierOmitted.empty())
        table.note += fmt::format(" Left out: {}.", fmt::join(evaluation.horizon.brierOmitted, "; "));
    section.tables.push_back(table);
    return section;
}

}  // namespace metrisk::evaluation
