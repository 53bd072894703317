#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"
#include "ui/charts/EvaluationPlots.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

QString aucText(const NamedRoc& roc, double confidence)
{
    const auto& interval = roc.curve.logit ? roc.curve.logit : roc.curve.plain;
    const QString auc = QStringLiteral("AUC %1").arg(roc.curve.auc, 0, 'f', 2);
    if (!interval)
        return auc + " (interval not computable)";
    return auc + QStringLiteral(" (%1 % interval %2 to %3)").arg(100 * confidence)
                     .arg(std::max(0.0, interval->low), 0, 'f', 2).arg(std::min(1.0, interval->high), 0, 'f', 2);
}

Series rocSeries(const NamedRoc& roc, qsizetype position)
{
    Series series{Shape::Line, roc.name.isEmpty() ? QStringLiteral("ROC") : roc.name, roc.name, lookOf(roc.name, position), {}, {}};
    for (const auto& point : roc.curve.points)
        series.data << Datum{percent * point.falsePositiveRate, percent * point.sensitivity, {}, {}};
    return series;
}

}  // namespace

Plot rocPlot(const RocContent& content)
{
    Plot plot;
    plot.title = content.title;
    plot.subtitle = content.subtitle;
    plot.x = plot.y = percentAxis();
    plot.x.grid = true;
    plot.x.title = QStringLiteral("Called positive among those without the outcome (1 − specificity)");
    plot.y.title = QStringLiteral("Found among those with it (sensitivity)");
    plot.square = true;
    for (std::size_t i = 0; i < content.curves.size(); ++i) {
        const auto& roc = content.curves[i];
        plot.series << rocSeries(roc, qsizetype(i));
        plot.inset << withName(roc.name, aucText(roc, content.confidence));
    }
    if (!content.curves.empty())
        plot.inset << QStringLiteral("%1 with and %2 without the outcome").arg(content.curves[0].curve.positives)
                          .arg(content.curves[0].curve.negatives);
    plot.references << referenceLine(QStringLiteral("chance"), {0, 0}, {percent, percent});
    plot.footnotes << QStringLiteral("Dotted: chance (AUC 0.50). Intervals by DeLong.") << content.footnotes;
    plot.spoken = sentences(QStringList{plot.title} + plot.inset + plot.footnotes);
    return plot;
}

}  // namespace metrisk::ui::charts
