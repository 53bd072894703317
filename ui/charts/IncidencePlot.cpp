#include "core/reporting/Wording.h"
#include "ui/charts/Axes.h"
#include "ui/charts/GroupCurves.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

constexpr std::size_t failure = 0, death = 1;  // positions of the causes

bool tells(const survival::IncidenceStep& step, std::size_t cause)
{
    return cause < step.incidences.size();
}

Series curveOf(const analysis::GroupIncidence& group, std::size_t cause, const Look& look)
{
    Series series{Shape::Steps, qt(group.group), {}, look, {{0, 0, 0, 0}}, firmUntilMonths(group.curve)};
    for (const auto& step : group.curve.steps)
        if (tells(step, cause)) {
            const auto& incidence = step.incidences[cause];
            series.data << Datum{step.timeMonths, percent * incidence.value, percent * incidence.lower, percent * incidence.upper};
        }
    return series;
}

/// Thinner and without a band: it stands in the way of the failure, it is not what the plot asks about.
Series deathsOf(const analysis::GroupIncidence& group, Look look)
{
    look.faint = true;
    look.emphasised = false;
    auto series = curveOf(group, death, look);
    series.name += ", death before";
    series.label = series.name;
    series.withBand = false;
    return series;
}

/// With a patient on screen only that patient's group: three more lines would hide what is asked.
bool drawsDeaths(const analysis::GroupIncidence& group, const CohortPlotOptions& options)
{
    return options.patientGroup.empty() || group.group == options.patientGroup;
}

/// The highest place of any line or band: nothing of a wide band is hidden.
double highest(const QList<Series>& drawn)
{
    double value = 0.0;
    for (const auto& series : drawn)
        for (const auto& datum : series.data)
            value = std::max(value, series.withBand ? datum.high.value_or(datum.y) : datum.y);
    return value;
}

/// A share that has not risen yet has no interval: nobody has failed.
QString incidenceText(const survival::CumulativeIncidence& curve, double months, std::size_t cause)
{
    if (curve.steps.empty() || months > curve.steps.back().timeMonths)
        return QStringLiteral("beyond follow-up");
    const auto* step = curve.at(months);
    if (!step || !tells(*step, cause) || step->incidences[cause].value <= 0.0)
        return cause == failure ? QStringLiteral("0 % (nobody has failed yet)") : QStringLiteral("0 %");
    const auto& incidence = step->incidences[cause];
    return qt(reporting::shareText(incidence.value, incidence.lower, incidence.upper));
}

QString countsText(const analysis::Placement& placement)
{
    int patients = 0, failures = 0, deaths = 0;
    for (const auto& group : placement.incidences) {
        const auto end = atRiskCell(group.curve, 1e9);
        patients += group.curve.patients;
        failures += end.events;
        deaths += end.deaths;
    }
    return QStringLiteral("%1 patients, %2 events, %3 deaths before").arg(patients).arg(failures).arg(deaths);
}

QStringList footnotes(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    const auto landmarksOf = [&](std::size_t cause) {
        return landmarkTexts(placement.incidences, options, [cause](const auto& curve, double months) {
            return incidenceText(curve, months, cause);
        });
    };
    QStringList notes;
    const auto test = placement.grayTest ? reporting::testText("Gray’s test", *placement.grayTest) : std::string();
    notes << qt(reporting::dotted({test, countsText(placement).toStdString()}));
    notes << landmarksOf(failure);
    if (const auto deaths = landmarksOf(death); !deaths.isEmpty())
        notes << QStringLiteral("Death before, %1").arg(deaths.last());
    notes << cutOffsText(placement, options) << followUpText(placement, options);
    notes << QStringLiteral("Aalen-Johansen: death before %1 competes and is not censored. Thin, pale: that death%2. "
                            "%3. Faint: fewer than %4 at risk.")
                 .arg(qt(reporting::failureOf(placement)),
                      options.patientGroup.empty() ? QString() : QStringLiteral(", in this patient’s group"), bandText(options))
                 .arg(fewAtRisk);
    notes.removeAll(QString());
    return notes;
}

}  // namespace

QString whyNoIncidence(const analysis::Placement& placement)
{
    return placement.incidences.empty()
               ? QStringLiteral("The reference cohort does not tell deaths from other ends of follow-up, so the cumulative "
                                "incidence with death as a competing event is not known.")
               : QString();
}

Plot incidencePlot(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    Plot plot;
    plot.title = QStringLiteral("Cumulative incidence of %1").arg(qt(reporting::failureOf(placement))) +
                 (placement.incidences.size() > 1 ? " by " + options.groupedBy : QString());
    plot.subtitle = qt(placement.cohortName);
    if (placement.incidences.empty())
        return plot;
    plot.x = monthsAxis(lastFollowUpMonths(placement.incidences));
    for (std::size_t i = 0; i < placement.incidences.size(); ++i) {
        const auto& group = placement.incidences[i];
        const auto look = lookOfGroup(group.group, i, options);
        if (drawsDeaths(group, options))
            plot.series << deathsOf(group, look);
        plot.series << curveOf(group, failure, look);
        plot.series.last().label = labelOfGroup(group.group, options);
    }
    plot.y = percentAxis(highest(plot.series));
    plot.references = landmarkLines(options, plot.x, plot.y);
    plot.table = atRiskTableOf(placement.incidences, options, plot.x.ticks, true);
    plot.table.title = QStringLiteral("Patients at risk; censored, failed and died before");
    plot.footnotes = footnotes(placement, options);
    plot.spoken = sentences(QStringList{plot.title + ", " + plot.subtitle} + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
