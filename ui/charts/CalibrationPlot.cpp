#include "core/reporting/Wording.h"
#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"
#include "ui/charts/EvaluationPlots.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr int binsOfHistogram = 25;

QString byHorizon(const CalibrationContent& content)
{
    return content.horizonMonths ? QStringLiteral(" by %1 months").arg(*content.horizonMonths) : QString();
}

/// One axis for both directions, so that the diagonal is one.
Axis sharedAxis(const CalibrationContent& content)
{
    double highest = 0.0;
    for (const auto& group : content.groups)
        highest = std::max({highest, group.meanPredicted, group.interval.high});
    if (content.curve)
        for (const auto& point : content.curve->points)
            highest = std::max({highest, point.predicted, point.observed});
    for (const double prediction : content.predictions)
        highest = std::max(highest, prediction);
    return percentAxis(percent * highest);
}

Series groupPoints(const CalibrationContent& content, bool beyond)
{
    const QString name = beyond ? QStringLiteral("groups followed for less than the horizon") : QStringLiteral("groups");
    Series series{Shape::Points, name, {}, {.ink = Ink::First, .faint = beyond}, {}, {}};
    for (const auto& group : content.groups)
        if (group.beyondFollowUp == beyond)
            series.data << Datum{percent * group.meanPredicted, percent * group.observed, percent * group.interval.low,
                                 percent * group.interval.high};
    return series;
}

Series smoothCurve(const survival::CalibrationCurve& curve)
{
    Series series{Shape::Line, QStringLiteral("smooth curve"), {}, {.ink = Ink::First}, {}, {}};
    for (const auto& point : curve.points)
        series.data << Datum{percent * point.predicted, percent * point.observed, percent * point.band.low, percent * point.band.high};
    return series;
}

QString number(double value)
{
    return QString::number(value, 'f', 2).replace('-', QChar(0x2212));
}

QString termText(const QString& name, const survival::CalibrationTerm& term)
{
    return QStringLiteral("%1 %2 (%3 to %4)").arg(name, number(term.estimate), number(term.interval.low), number(term.interval.high));
}

QStringList termTexts(const CalibrationContent& content)
{
    QStringList lines;
    if (content.recalibration) {
        lines << termText(QStringLiteral("Intercept"), content.recalibration->intercept);
        lines << (content.recalibration->slope ? termText(QStringLiteral("Slope"), *content.recalibration->slope)
                                               : QStringLiteral("Slope not computable: all predictions are the same"));
    }
    lines << QStringLiteral("%1 patients, %2 events%3").arg(content.patients).arg(content.events).arg(byHorizon(content));
    return lines;
}

/// How many patients were predicted what, in bins over the whole axis.
Strip histogram(const CalibrationContent& content, const Axis& axis)
{
    Strip strip{QStringLiteral("patients"), {}};
    if (content.predictions.empty())
        return strip;
    const double width = (axis.high - axis.low) / binsOfHistogram;
    for (int i = 0; i < binsOfHistogram; ++i)
        strip.bins << Datum{axis.low + (i + 0.5) * width, 0.0, axis.low + i * width, axis.low + (i + 1) * width};
    for (const double prediction : content.predictions)
        strip.bins[std::clamp(int(std::floor((percent * prediction - axis.low) / width)), 0, binsOfHistogram - 1)].y += 1.0;
    return strip;
}

QStringList footnotes(const CalibrationContent& content)
{
    const int level = int(std::lround(100 * content.confidence));
    QStringList notes;
    notes << QStringLiteral("Points: groups by prediction%1, with %2 % intervals.%3")
                 .arg(content.horizonMonths ? QStringLiteral(", observed by Kaplan-Meier") : QString()).arg(level)
                 .arg(content.curve ? QStringLiteral(" Curve: smoothed, with its %1 % band.").arg(level) : QString());
    if (std::any_of(content.groups.begin(), content.groups.end(), [](const auto& group) { return group.beyondFollowUp; }))
        notes << QStringLiteral("Open points: nobody of the group was followed to the horizon; the last known value is shown.");
    if (content.recalibration)
        notes << QStringLiteral("Intercept 0 and slope 1 are perfect; a slope below 1 means predictions that are too extreme. "
                                "%1 % intervals.").arg(level);
    return notes + content.footnotes;
}

}  // namespace

Plot calibrationPlot(const CalibrationContent& content)
{
    Plot plot;
    plot.title = content.title + byHorizon(content).replace(" by", " at");
    plot.subtitle = content.subtitle;
    plot.x = plot.y = sharedAxis(content);
    plot.x.grid = true;
    plot.x.title = QStringLiteral("Predicted probability of %1%2").arg(content.outcome, byHorizon(content));
    plot.y.title = QStringLiteral("Observed");
    plot.square = true;
    if (content.curve)
        plot.series << smoothCurve(*content.curve);
    for (const bool beyond : {false, true})
        if (const auto points = groupPoints(content, beyond); !points.data.isEmpty())
            plot.series << points;
    plot.references << referenceLine(QStringLiteral("predicted equals observed"), {plot.x.low, plot.x.low}, {plot.x.high, plot.x.high});
    plot.strip = histogram(content, plot.x);
    plot.inset = termTexts(content);
    plot.footnotes = footnotes(content);
    plot.spoken = sentences(QStringList{plot.title} + plot.inset + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
