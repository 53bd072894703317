#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"
#include "ui/charts/EvaluationPlots.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

Series aucSeries(const NamedTimeAuc& curve, qsizetype position)
{
    Series series{Shape::Line, curve.name.isEmpty() ? QStringLiteral("AUC") : curve.name, curve.name, lookOf(curve.name, position), {}, {}};
    for (const auto& at : curve.auc.at)
        if (at.auc)
            series.data << Datum{at.timeMonths, *at.auc, {}, {}};
    return series;
}

/// The same as symbols, with whiskers where intervals are known.
Series aucPoints(const NamedTimeAuc& curve, qsizetype position)
{
    auto series = aucSeries(curve, position);
    series.shape = Shape::Points;
    series.label.clear();
    series.data.clear();
    for (std::size_t i = 0; i < curve.auc.at.size(); ++i) {
        const auto& at = curve.auc.at[i];
        if (!at.auc)
            continue;
        series.data << Datum{at.timeMonths, *at.auc, {}, {}};
        if (i < curve.intervals.size() && curve.intervals[i]) {
            series.data.last().low = curve.intervals[i]->low;
            series.data.last().high = curve.intervals[i]->high;
        }
    }
    return series;
}

QString meanText(const NamedTimeAuc& curve)
{
    return withName(curve.name, curve.auc.mean ? QStringLiteral("mean AUC %1").arg(*curve.auc.mean, 0, 'f', 2)
                                            : QStringLiteral("mean AUC not computable"));
}

QString countOrNone(const survival::AucAtTime& at, int count)
{
    return at.auc ? QString::number(count) : QString::number(count) + "*";
}

AlignedTable casesAndControls(const TimeAucContent& content)
{
    AlignedTable table{.title = QStringLiteral("Failed by then, and still free"), .titleWithoutSpare = QStringLiteral("Failed by then")};
    for (const auto& at : content.curves.front().auc.at)
        table.columns << at.timeMonths;
    AlignedGroup group{QStringLiteral("failed"), {.ink = Ink::Text}, {{{}, {}, false}, {QStringLiteral("free"), {}, true}}};
    for (const auto& at : content.curves.front().auc.at) {
        group.lines[0].cells << countOrNone(at, at.cases);
        group.lines[1].cells << QString::number(at.controls);
    }
    table.groups << group;
    return table;
}

double lastTime(const TimeAucContent& content)
{
    double last = 0.0;
    for (const auto& curve : content.curves)
        for (const auto& at : curve.auc.at)
            last = std::max(last, at.timeMonths);
    return last;
}

/// The numbers stand where something was computed, so that the table can stand under them.
QList<Tick> timesOf(const TimeAucContent& content)
{
    QList<Tick> ticks;
    for (const auto& at : content.curves.front().auc.at)
        ticks << Tick{at.timeMonths, tickText(at.timeMonths)};
    return ticks;
}

double lowestAuc(const TimeAucContent& content)
{
    double lowest = 0.4;
    for (const auto& curve : content.curves)
        for (const auto& at : curve.auc.at)
            lowest = std::min(lowest, at.auc.value_or(1.0));
    for (const auto& curve : content.curves)
        for (const auto& interval : curve.intervals)
            lowest = std::min(lowest, interval ? interval->low : 1.0);
    return std::max(lowest, 0.0);
}

bool someMissing(const TimeAucContent& content)
{
    return std::any_of(content.curves.begin(), content.curves.end(), [](const NamedTimeAuc& curve) {
        return std::any_of(curve.auc.at.begin(), curve.auc.at.end(), [](const auto& at) { return !at.auc; });
    });
}

}  // namespace

Plot timeAucPlot(const TimeAucContent& content)
{
    Plot plot;
    plot.title = content.title;
    plot.subtitle = content.subtitle;
    plot.x = monthsAxis(lastTime(content));
    if (!content.curves.empty())
        plot.x.ticks = timesOf(content);
    plot.y = linearAxis(lowestAuc(content), 1.0);
    plot.y.grid = true;
    plot.y.title = QStringLiteral("AUC of those who failed by then against those still free");
    for (std::size_t i = 0; i < content.curves.size(); ++i) {
        plot.series << aucSeries(content.curves[i], qsizetype(i)) << aucPoints(content.curves[i], qsizetype(i));
        plot.inset << meanText(content.curves[i]);
    }
    plot.references << referenceLine(QStringLiteral("chance"), {plot.x.low, 0.5}, {plot.x.high, 0.5});
    if (!content.curves.empty())
        plot.table = casesAndControls(content);
    plot.footnotes << QStringLiteral("Cumulative cases, dynamic controls, weighted for those lost before. Dotted: chance. "
                                     "Lines only join the times that were computed.");
    if (someMissing(content))
        plot.footnotes << QStringLiteral("* not computable: nobody failed by then, or nobody was still free.");
    plot.footnotes << content.footnotes;
    plot.spoken = sentences(QStringList{plot.title} + plot.inset + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
