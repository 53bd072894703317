#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"
#include "ui/charts/EvaluationPlots.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

using survival::DecisionPoint;

constexpr double belowNothing = 0.25;  // of the height above 0: how far treating all may be seen to do harm

Axis thresholdAxis(const DecisionContent& content)
{
    const auto& points = content.curve.points;
    Axis axis = linearAxis(points.empty() ? 0.0 : percent * points.front().threshold,
                           points.empty() ? percent : percent * points.back().threshold);
    for (auto& tick : axis.ticks)
        tick.label += " %";
    axis.title = QStringLiteral("Preference: risk of %1%2 from which one would treat (threshold probability)")
                     .arg(content.outcome, content.horizonMonths ? QStringLiteral(" within %1 months").arg(*content.horizonMonths)
                                                                : QString());
    return axis;
}

Axis benefitAxis(const DecisionContent& content)
{
    double highest = 0.01, lowest = 0.0;
    for (const auto& point : content.curve.points) {
        highest = std::max({highest, point.model, point.all, point.band ? point.band->high : 0.0});
        lowest = std::min({lowest, point.model, point.all});
    }
    Axis axis = linearAxis(std::max(lowest, -belowNothing * highest), highest);
    axis.title = QStringLiteral("Benefit (net benefit per patient)");
    axis.grid = true;
    return axis;
}

Series modelCurve(const DecisionContent& content)
{
    Series series{Shape::Line, QStringLiteral("treat by the model"), QStringLiteral("by the model"),
                  {.ink = Ink::First, .emphasised = true}, {}, {}};
    for (const auto& point : content.curve.points) {
        series.data << Datum{percent * point.threshold, point.model, {}, {}};
        if (point.band) {
            series.data.last().low = point.band->low;
            series.data.last().high = point.band->high;
        }
        if (point.beyondFollowUp && !series.faintFrom)
            series.faintFrom = percent * point.threshold;
    }
    return series;
}

Series allCurve(const DecisionContent& content)
{
    Series series{Shape::Line, QStringLiteral("treat all"), QStringLiteral("treat all"),
                  {.ink = Ink::Second, .dash = Dash::Dashed}, {}, {}};
    for (const auto& point : content.curve.points)
        series.data << Datum{percent * point.threshold, point.all, {}, {}};
    return series;
}

Series nobodyCurve(const DecisionContent& content)
{
    Series series{Shape::Line, QStringLiteral("treat nobody"), QStringLiteral("treat nobody"),
                  {.ink = Ink::Secondary, .dash = Dash::Dotted}, {}, {}};
    for (const auto& point : content.curve.points)
        series.data << Datum{percent * point.threshold, 0.0, {}, {}};
    return series;
}

bool better(const DecisionPoint& point)
{
    return point.model > std::max(point.all, 0.0);
}

QString percentText(double threshold)
{
    return QString::number(percent * threshold, 'g', 3) + " %";
}

/// "12 % to 38 % and 44 %"
QString rangesText(const std::vector<DecisionPoint>& points)
{
    QStringList ranges;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!better(points[i]))
            continue;
        const std::size_t first = i;
        while (i + 1 < points.size() && better(points[i + 1]))
            ++i;
        ranges << (i == first ? percentText(points[i].threshold)
                              : QStringLiteral("%1 to %2").arg(percentText(points[first].threshold), percentText(points[i].threshold)));
    }
    return ranges.join(" and ");
}

/// What the middle of the thresholds means for a hundred patients.
QString exampleText(const DecisionContent& content)
{
    const auto& point = content.curve.points[content.curve.points.size() / 2];
    const QString treated = QStringLiteral("At %1 the model treats %2 of %3 patients.")
                                .arg(percentText(point.threshold)).arg(point.treated).arg(content.curve.patients);
    const QString worth = point.model > 0.0
        ? QStringLiteral("That is worth as much as treating %1 of 100 patients, all of them rightly").arg(100.0 * point.model, 0, 'f', 1)
        : QStringLiteral("That is no better than treating nobody");
    const QString spared = point.reductionPer100 >= 0.0
        ? QStringLiteral("against treating all it is as if %1 of 100 patients were spared a treatment and no failure was missed")
        : QStringLiteral("against treating all it is as if %1 of 100 patients more were treated needlessly");
    return treated + " " + worth + "; " + spared.arg(std::abs(point.reductionPer100), 0, 'f', 0) + ".";
}

}  // namespace

QString decisionSentence(const DecisionContent& content)
{
    const auto& points = content.curve.points;
    if (points.empty())
        return QStringLiteral("No threshold was asked for.");
    const QString ranges = rangesText(points);
    const QString range = QStringLiteral("%1 to %2").arg(percentText(points.front().threshold), percentText(points.back().threshold));
    const QString where = ranges.isEmpty()
        ? QStringLiteral("At no threshold from %1 is treating by the model worth more than treating all or nobody.").arg(range)
        : QStringLiteral("Treating by the model is worth more than treating all and than treating nobody at thresholds of %1 "
                         "(of %2 looked at).").arg(ranges, range);
    return where + " " + exampleText(content);
}

Plot decisionPlot(const DecisionContent& content)
{
    Plot plot;
    plot.title = content.title + (content.horizonMonths ? QStringLiteral(" at %1 months").arg(*content.horizonMonths) : QString());
    plot.subtitle = content.subtitle;
    plot.x = thresholdAxis(content);
    plot.y = benefitAxis(content);
    plot.series << nobodyCurve(content) << allCurve(content) << modelCurve(content);
    plot.footnotes << decisionSentence(content);
    const bool band = std::any_of(content.curve.points.begin(), content.curve.points.end(), [](auto& p) { return p.band.has_value(); });
    plot.footnotes << QStringLiteral("%1 patients, %2 events%3%4.").arg(content.curve.patients).arg(content.curve.events)
                          .arg(content.horizonMonths ? QStringLiteral(" by %1 months").arg(*content.horizonMonths) : QString())
                          .arg(band ? QStringLiteral(". Band: %1 % bootstrap interval of the model").arg(100 * content.confidence) : "");
    if (plot.series.last().faintFrom)
        plot.footnotes << QStringLiteral("Faint: those treated were not followed to the horizon; their last known value is used.");
    plot.footnotes << content.footnotes;
    plot.spoken = sentences(QStringList{plot.title} + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
