#include "core/reporting/Wording.h"
#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

/// Only as far as somebody was followed.
Series predictedCurve(const analysis::Placement& placement)
{
    Series series{Shape::Steps, QStringLiteral("this patient, predicted"), QStringLiteral("this patient, predicted"),
                  {.ink = Ink::First, .dash = Dash::Solid, .emphasised = true}, {}, {}};
    for (const auto& at : placement.predicted) {
        if (at.beyondFollowUp)
            break;
        series.data << Datum{at.months, percent * at.probability, percent * at.interval.low, percent * at.interval.high};
    }
    return series;
}

/// The group's own curve and band from the plot of all groups, as a faint background.
std::optional<Series> groupCurve(const Plot& all, const CohortPlotOptions& options)
{
    const auto found = std::find_if(all.series.begin(), all.series.end(), [&](const Series& series) {
        return series.shape == Shape::Steps && series.name == qt(options.patientGroup);
    });
    if (found == all.series.end())
        return {};
    Series series = *found;
    series.name = qt(options.patientGroup) + " group, observed";
    series.label = series.name;
    series.look.emphasised = false;
    series.look.faint = true;
    return series;
}

QStringList landmarkTexts(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    QStringList texts;
    for (const double months : options.landmarksMonths)
        texts << QStringLiteral("%1 months: %2").arg(months).arg(qt(reporting::predictedText(placement, months)));
    return texts;
}

}  // namespace

QString whyNoOutlook(const analysis::Placement& placement)
{
    return placement.predicted.empty()
               ? QStringLiteral("This result holds no predicted curve: it was made by an older MetRisk, or the reference "
                                "cohort is too small to predict from. Analyse again to have it tried.")
               : QString();
}

Plot outlookPlot(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    Plot plot;
    plot.title = capitalized(qt(placement.endpoint)) + ", this patient";
    plot.subtitle = QStringLiteral("Predicted from the risk in %1").arg(qt(placement.cohortName));
    if (placement.predicted.empty())
        return plot;
    const auto all = kaplanMeierPlot(placement, options);
    plot.x = all.x;
    plot.y = percentAxis();
    plot.series << predictedCurve(placement);
    if (const auto group = groupCurve(all, options)) {
        plot.series.prepend(*group);
        plot.table = all.table;
        plot.table.groups.removeIf([&](const AlignedGroup& each) { return each.name != qt(options.patientGroup); });
    }
    plot.references = landmarkLines(options, plot.x, plot.y);
    plot.footnotes << QStringLiteral("Predicted: %1").arg(landmarkTexts(placement, options).join(" · "));
    plot.footnotes << QStringLiteral("The 95 % band covers the fitted slope of the risk and the baseline of the reference "
                                     "cohort. It does not cover the error of the model’s own risk, which may be larger.");
    plot.footnotes << QStringLiteral("Not drawn beyond the end of follow-up. Pale: the Kaplan-Meier curve of the patient’s group.");
    plot.spoken = sentences(QStringList{plot.title} + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
