#include "core/reporting/Wording.h"
#include "ui/charts/Axes.h"
#include "ui/charts/GroupCurves.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

Series curveOf(const analysis::GroupCurve& group, const Look& look, const QString& label)
{
    Series series{Shape::Steps, qt(group.group), label, look, {{0, percent, percent, percent}}, firmUntilMonths(group.curve)};
    for (const auto& step : group.curve.steps)
        series.data << Datum{step.timeMonths, percent * step.survival, percent * step.lower, percent * step.upper};
    return series;
}

Series censoringOf(const analysis::GroupCurve& group, const Look& look)
{
    Series series{Shape::Ticks, qt(group.group) + ", censored", {}, look, {}, {}};
    for (const auto& step : group.curve.steps)
        if (step.censored > 0)
            series.data << Datum{step.timeMonths, percent * step.survival, {}, {}};
    return series;
}

/// From the level of one half down to the month at which a group has reached it.
QList<Series> medianLines(const analysis::Placement& placement)
{
    QList<Series> lines;
    double last = 0.0;
    for (const auto& group : placement.groups)
        if (const auto median = survival::quantileTime(group.curve, 0.5).months) {
            lines << referenceLine("median, " + qt(group.group), {*median, percent / 2}, {*median, 0});
            last = std::max(last, *median);
        }
    if (last > 0.0)
        lines << referenceLine("one half", {0, percent / 2}, {last, percent / 2});
    return lines;
}

QString freedomAt(const survival::KaplanMeierCurve& curve, double months)
{
    return qt(reporting::freedomText(curve.at(months)));
}

QStringList footnotes(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    QStringList notes{qt(reporting::logRankText(placement)), qt(reporting::mediansText(placement))};
    notes << landmarkTexts(placement.groups, options, freedomAt);
    notes << cutOffsText(placement, options) << followUpText(placement, options);
    notes << QStringLiteral("%1. Ticks: censored%2. Faint: fewer than %3 at risk.")
                 .arg(bandText(options), placement.incidences.empty() ? QString() : QStringLiteral(", deaths included"))
                 .arg(fewAtRisk);
    notes.removeAll(QString());
    return notes;
}

QString spoken(const analysis::Placement& placement, const CohortPlotOptions& options, const QStringList& notes)
{
    const QString patient = options.patientGroup.empty() ? QString() : ", this case in the group " + qt(options.patientGroup);
    return QStringLiteral("Kaplan-Meier curves of %1 by %2%3. %4")
        .arg(qt(placement.cohortName), options.groupedBy, patient, sentences(notes));
}

}  // namespace

Plot kaplanMeierPlot(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    Plot plot;
    plot.title = capitalized(qt(placement.endpoint)) + (placement.groups.size() > 1 ? " by " + options.groupedBy : QString());
    plot.subtitle = qt(placement.cohortName);
    plot.x = monthsAxis(lastFollowUpMonths(placement.groups));
    plot.y = percentAxis();
    for (std::size_t i = 0; i < placement.groups.size(); ++i) {
        const auto& group = placement.groups[i];
        const auto look = lookOfGroup(group.group, i, options);
        plot.series << curveOf(group, look, labelOfGroup(group.group, options)) << censoringOf(group, look);
    }
    plot.references = landmarkLines(options, plot.x, plot.y) + medianLines(placement);
    plot.table = atRiskTableOf(placement.groups, options, plot.x.ticks);
    plot.footnotes = footnotes(placement, options);
    plot.spoken = spoken(placement, options, plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
