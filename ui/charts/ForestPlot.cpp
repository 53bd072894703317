#include "core/reporting/Wording.h"
#include "ui/charts/Axes.h"
#include "ui/charts/CohortText.h"
#include "ui/charts/EvaluationPlots.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double widestLogarithmic = 10.0;  // an interval may reach this many times beyond the estimates before it is cut

/// Three digits at most, as many as a ratio can carry: "1.52", "12.4", "0.07".
QString ratioText(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return size >= 9999.5 ? QStringLiteral(">9999") : size > 0.0 && size < 0.005 ? QStringLiteral("<0.01")
                                                                                : QString::number(value, 'f', decimals);
}

QString estimateText(const ForestRow& row)
{
    if (!row.estimate)
        return {};
    if (!row.interval)
        return ratioText(*row.estimate);
    return QStringLiteral("%1 (%2 to %3)").arg(ratioText(*row.estimate), ratioText(row.interval->low), ratioText(row.interval->high));
}

bool drawable(const ForestContent& content, double value)
{
    return std::isfinite(value) && (!content.logarithmic || value > 0.0);
}

struct Extent {
    double low, high;
    void include(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

/// All estimates and the line; intervals as far as they do not press everything else together.
Extent extentOf(const ForestContent& content)
{
    Extent estimates{content.reference, content.reference};
    for (const auto& row : content.rows)
        if (row.estimate && drawable(content, *row.estimate))
            estimates.include(*row.estimate);
    Extent all = estimates;
    for (const auto& row : content.rows)
        for (const double end : row.interval ? std::vector{row.interval->low, row.interval->high} : std::vector<double>{}) {
            if (!content.logarithmic && std::isfinite(end))
                all.include(end);
            else if (drawable(content, end))
                all.include(std::clamp(end, estimates.low / widestLogarithmic, estimates.high * widestLogarithmic));
        }
    return all;
}

Axis axisOf(const ForestContent& content)
{
    auto extent = extentOf(content);
    if (content.logarithmic && extent.high < 2.0 * extent.low)
        extent = {extent.low / 1.5, extent.high * 1.5};
    if (!content.logarithmic && extent.high - extent.low < 1e-9)
        extent = {extent.low - 0.1, extent.high + 0.1};
    Axis axis = content.logarithmic ? logarithmicAxis(extent.low, extent.high) : linearAxis(extent.low, extent.high);
    if (content.range) {
        axis.low = content.range->low;
        axis.high = content.range->high;
        axis.ticks.removeIf([&](const Tick& tick) { return tick.value < axis.low || tick.value > axis.high; });
    }
    axis.title = QStringLiteral("%1, %2 % interval%3").arg(content.measure).arg(100 * content.confidence)
                     .arg(content.logarithmic ? ", logarithmic scale" : "");
    if (!content.lower.isEmpty() || !content.higher.isEmpty())
        axis.title += QStringLiteral("\n← %1 · %2 →").arg(content.lower, content.higher);
    return axis;
}

QString countText(const std::optional<int>& count)
{
    return count ? QString::number(*count) : QString();
}

Row rowOf(const ForestRow& row)
{
    Row made;
    made.name = row.name;
    made.indent = row.indent;
    made.heading = row.heading;
    made.instead = row.instead;
    made.look.emphasised = row.emphasised;
    made.estimate = row.estimate;
    if (row.interval) {
        made.low = row.interval->low;
        made.high = row.interval->high;
    }
    made.cells = {countText(row.patients), countText(row.events), estimateText(row),
                  row.p ? qt(reporting::pValueText(*row.p)).remove("p = ").remove("p ") : QString()};
    return made;
}

QString spokenRow(const Row& row)
{
    return row.heading ? row.name + ":" : QStringLiteral("%1: %2.").arg(row.name, row.estimate ? row.cells[2] : row.instead);
}

/// A column that no row fills is left out.
void dropEmptyColumns(Rows& rows)
{
    for (qsizetype column = rows.columns.size() - 1; column >= 0; --column) {
        const bool used = std::any_of(rows.rows.begin(), rows.rows.end(),
                                      [&](const Row& row) { return !row.cells[column].isEmpty(); });
        if (used)
            continue;
        rows.columns.removeAt(column);
        for (auto& row : rows.rows)
            row.cells.removeAt(column);
    }
}

}  // namespace

Plot forestPlot(const ForestContent& content)
{
    Plot plot;
    plot.title = content.title;
    plot.subtitle = content.subtitle;
    plot.x = axisOf(content);
    plot.y = {.low = 0.0, .high = 1.0};
    plot.rows.columns = {{QStringLiteral("N"), true}, {QStringLiteral("Events"), true},
                         {QStringLiteral("%1 (%2 % interval)").arg(content.measure).arg(100 * content.confidence), false},
                         {QStringLiteral("p"), false}};
    QStringList words;
    for (const auto& row : content.rows) {
        plot.rows.rows << rowOf(row);
        words << spokenRow(plot.rows.rows.last());
    }
    dropEmptyColumns(plot.rows);
    auto line = referenceLine(QStringLiteral("%1").arg(content.reference), {content.reference, 0}, {content.reference, 1});
    line.look.dash = Dash::Solid;
    plot.references << line;
    plot.footnotes = content.footnotes;
    plot.spoken = content.title + ". " + words.join(" ");
    return plot;
}

}  // namespace metrisk::ui::charts
