#include "ui/printing/EvaluationPlots.h"

#include "core/evaluation/EvaluationPage.h"
#include "ui/charts/EvaluationPlots.h"
#include "ui/charts/SurvivalPlots.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using evaluation::Evaluation;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString cohortOf(const Evaluation& e)
{
    return qt(fmt::format("{}: {} patients, {} events", e.cohort.name, e.cohort.patients, e.cohort.events));
}

charts::ForestRow forestRow(const evaluation::ConcordanceRow& row, const QString& name, int indent = 0)
{
    auto made = row.c ? charts::concordanceRow(name, *row.c, row.patients, row.events)
                      : charts::notComputableRow(name, row.patients, row.events, qt(row.c.reason));
    made.indent = indent;
    return made;
}

charts::ForestRow headingRow(const QString& name)
{
    charts::ForestRow row;
    row.name = name;
    row.heading = true;
    return row;
}

charts::Plot forestOf(const Evaluation& e, const QString& title, std::vector<charts::ForestRow> rows)
{
    auto content = charts::concordanceForest(title, cohortOf(e), std::move(rows));
    content.confidence = e.options.confidence;
    return charts::forestPlot(content);
}

charts::Plot concordancePlot(const Evaluation& e)
{
    const auto& d = e.discrimination;
    std::vector<charts::ForestRow> rows{forestRow(d.ensemble, d.members.rows.empty() ? "All patients" : "Ensemble")};
    if (d.withinFolds)
        rows.push_back(forestRow(*d.withinFolds, "Within folds"));
    const auto add = [&](const QString& heading, const QString& prefix, const auto& table) {
        if (table.rows.empty())
            return;
        rows.push_back(headingRow(heading));
        for (const auto& row : table.rows)
            rows.push_back(forestRow(row, prefix + qt(row.name), 1));
    };
    add("Members", {}, d.members);
    add("Folds", "fold ", d.folds);
    return forestOf(e, "C-index", std::move(rows));
}

charts::Plot comparisonPlot(const Evaluation& e)
{
    std::vector<charts::ForestRow> rows{forestRow(e.discrimination.ensemble, "Risk")};
    for (const auto& comparator : e.discrimination.comparators)
        rows.push_back(forestRow(comparator.row, qt(comparator.row.name)));
    return forestOf(e, "C-index of the risk and of other scores", std::move(rows));
}

charts::Plot subgroupPlot(const Evaluation& e)
{
    std::vector<charts::ForestRow> rows{forestRow(e.discrimination.ensemble, "All patients")};
    for (const auto& subgroup : e.discrimination.subgroups) {
        rows.push_back(headingRow(qt(subgroup.note.empty() ? subgroup.name : subgroup.name + ", " + subgroup.note)));
        for (const auto& row : subgroup.rows)
            rows.push_back(forestRow(row, qt(row.name), 1));
    }
    return forestOf(e, "C-index by subgroup", std::move(rows));
}

/// The groups as the charts of a reference cohort take them; nobody's own curve is drawn.
analysis::Placement placementOf(const Evaluation& e)
{
    analysis::Placement placement;
    placement.cohortName = cohortOf(e).toStdString();
    placement.endpoint = "freedom from " + e.options.outcome;
    placement.cutLow = e.groups.cuts[0];
    placement.cutHigh = e.groups.cuts[1];
    std::size_t filled = 0;
    for (const auto& group : e.groups.groups) {
        if (group.patients == 0)
            continue;
        placement.groups.push_back({group.name, group.curve});
        if (e.groups.incidence)
            placement.incidences.push_back({group.name, e.groups.incidence->groups[filled++]});
    }
    if (e.groups.logRank)
        placement.logRank = *e.groups.logRank;
    if (e.groups.incidence && e.groups.incidence->grayOfEvent)
        placement.grayTest = *e.groups.incidence->grayOfEvent;
    return placement;
}

charts::Plot calibrationPlotOf(const Evaluation& e)
{
    charts::CalibrationContent content;
    content.subtitle = cohortOf(e);
    content.outcome = qt(e.options.outcome);
    content.horizonMonths = e.options.horizonMonths;
    content.confidence = e.options.confidence;
    content.groups = *e.horizon.calibrationGroups;
    content.curve = e.horizon.calibrationCurve.value;
    content.recalibration = e.horizon.recalibration.value;
    content.predictions = e.horizonProbabilities;
    content.patients = e.cohort.patients;
    content.events = e.horizon.eventsByHorizon;
    if (!e.horizon.calibrationCurve)
        content.footnotes << "The smooth curve is " + qt(evaluation::reasonText(e.horizon.calibrationCurve.reason)) + ".";
    return charts::calibrationPlot(content);
}

charts::Plot decisionPlotOf(const Evaluation& e)
{
    charts::DecisionContent content;
    content.subtitle = cohortOf(e);
    content.outcome = qt(e.options.outcome);
    content.horizonMonths = e.options.horizonMonths;
    content.confidence = e.options.confidence;
    content.curve = *e.horizon.decision;
    return charts::decisionPlot(content);
}

charts::Plot aucPlot(const Evaluation& e)
{
    charts::NamedTimeAuc curve;
    for (const auto& row : e.time.auc) {
        curve.auc.at.push_back({row.months, row.cases, row.controls, row.auc ? std::optional(row.auc->value) : std::nullopt});
        curve.intervals.push_back(row.auc ? std::optional(row.auc->interval) : std::nullopt);
    }
    curve.auc.mean = e.time.meanAuc.value;
    charts::TimeAucContent content;
    content.subtitle = cohortOf(e);
    content.curves.push_back(curve);
    content.footnotes << qt(fmt::format("Whiskers: {:g} % bootstrap intervals.", 100 * e.options.confidence));
    return charts::timeAucPlot(content);
}

charts::Plot rocPlotOf(const Evaluation& e)
{
    charts::RocContent content;
    content.title = qt(fmt::format("ROC curve at {:g} months", e.options.horizonMonths));
    content.subtitle = qt(e.cohort.name);
    content.confidence = e.options.confidence;
    content.curves.push_back({{}, e.time.roc->curve});
    content.footnotes << qt(fmt::format("Patients whose state at {:g} months is known; {} lost before are left out.",
                                        e.options.horizonMonths, e.time.roc->unknown));
    return charts::rocPlot(content);
}

}  // namespace

std::vector<NamedPlot> evaluationPlots(const Evaluation& e)
{
    std::vector<NamedPlot> plots{{"concordance", concordancePlot(e)}};
    if (!e.discrimination.comparators.empty())
        plots.push_back({"comparison", comparisonPlot(e)});
    if (!e.discrimination.subgroups.empty())
        plots.push_back({"subgroups", subgroupPlot(e)});
    const auto placement = placementOf(e);
    const charts::CohortPlotOptions options{.patientGroup = {}, .landmarksMonths = e.options.landmarksMonths,
                                            .cutOffs = qt(evaluation::cutOffsText(e)), .confidence = e.options.confidence};
    plots.push_back({"survival", charts::kaplanMeierPlot(placement, options)});
    if (e.groups.incidence)
        plots.push_back({"incidence", charts::incidencePlot(placement, options)});
    if (e.horizon.calibrationGroups)
        plots.push_back({"calibration", calibrationPlotOf(e)});
    if (e.horizon.decision)
        plots.push_back({"decision", decisionPlotOf(e)});
    if (std::ranges::any_of(e.time.auc, [](const auto& row) { return bool(row.auc); }))
        plots.push_back({"auc", aucPlot(e)});
    if (e.time.roc)
        plots.push_back({"roc", rocPlotOf(e)});
    return plots;
}

const std::vector<std::string>& evaluationPlotNames()
{
    static const std::vector<std::string> names{"concordance", "comparison", "subgroups", "survival", "incidence",
                                                "calibration", "decision",   "auc",       "roc"};
    return names;
}

}  // namespace metrisk::ui::printing
