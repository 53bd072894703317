#include "ui/charts/PlotLayout.h"

#include "ui/charts/ChartText.h"
#include "ui/charts/PlotMeasures.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace metrisk::ui::charts {

namespace {

constexpr double smallestPlaneShare = 0.42;  // of the canvas height, before the table gives up its spare lines
constexpr double lowPlane = 190.0;           // high enough, whatever the canvas
constexpr double smallestPlane = 10.0;

void placeColumns(PlotLayout& layout, const Plot& plot, const ChartTheme& theme)
{
    double left = nameWidth(plot, theme) + columnGap, right = layout.plane.right() + columnGap;
    const double top = layout.yTitle.top();
    for (qsizetype i = 0; i < plot.rows.columns.size(); ++i) {
        const double width = columnWidth(plot, theme, i);
        double& edge = plot.rows.columns[i].left ? left : right;
        layout.columns << QRectF(QPointF(edge, top), QPointF(edge + width, layout.plane.bottom()));
        edge += width + columnGap;
    }
}

bool touch(const QList<double>& values, const std::function<double(double)>& place, double needed)
{
    for (qsizetype i = 1; i < values.size(); ++i)
        if (std::abs(place(values[i]) - place(values[i - 1])) < needed)
            return true;
    return false;
}

QList<double> everyOf(const QList<double>& values, qsizetype every)
{
    QList<double> kept;
    for (qsizetype i = 0; i < values.size(); i += every)
        kept << values[i];
    return kept;
}

/// Every tick, every second, every fourth, ...: the densest whose numbers do not touch.
QList<double> labelled(const QList<Tick>& ticks, const std::function<double(double)>& place, double needed)
{
    QList<double> values;
    for (const auto& tick : ticks)
        if (!tick.label.isEmpty())
            values << tick.value;
    qsizetype every = 1;
    while (every < values.size() && touch(everyOf(values, every), place, needed))
        every *= 2;
    return everyOf(values, every);
}

void chooseNumbers(PlotLayout& layout, const Plot& plot, const ChartTheme& theme)
{
    const auto font = theme.body();
    const double needed = std::max(2 * halfNumber(plot, theme), widestLabel(plot.x.ticks, font)) + 2 * space;
    layout.labelledX = labelled(plot.x.ticks, [&](double v) { return layout.at(plot.x.share(v), 0).x(); }, needed);
    layout.labelledY = labelled(plot.y.ticks, [&](double v) { return layout.at(0, plot.y.share(v)).y(); },
                                lineHeight(font));
}

QRectF below(double top, double height, double left, double right)
{
    return {QPointF(left, top), QPointF(right, top + height)};
}

}  // namespace

QPointF PlotLayout::at(double shareX, double shareY) const
{
    return {plane.left() + shareX * plane.width(), plane.bottom() - shareY * plane.height()};
}

PlotLayout layOut(const Plot& plot, const ChartTheme& theme, const QSizeF& size)
{
    const auto margins = marginsOf(plot, theme);
    PlotLayout layout;
    layout.canvas = QRectF(QPointF(0, 0), size);
    auto stack = stackOf(plot, theme, size.width(), true);
    layout.spareLines = size.height() - stack.total() >= std::min(smallestPlaneShare * size.height(), lowPlane);
    if (!layout.spareLines)
        stack = stackOf(plot, theme, size.width(), false);

    double planeWidth = std::max(size.width() - margins.left - margins.right, smallestPlane);
    double planeHeight = std::max(size.height() - stack.total(), smallestPlane);
    if (!plot.rows.empty())
        planeHeight = std::min(planeHeight, suitablePlane(plot, theme, planeWidth));
    if (plot.square)
        planeWidth = planeHeight = std::min(planeWidth, planeHeight);

    const double left = margins.left, right = left + planeWidth;
    layout.heading = below(0, stack.heading, 0, size.width() - theme.corner);
    layout.plane = below(stack.heading + stack.abovePlane, planeHeight, left, right);
    const double line = lineHeight(theme.body());
    layout.yTitle = below(layout.plane.top() - line - 2 * space, line, 0, size.width());
    double y = layout.plane.bottom();
    layout.strip = below(y + 2 * space, stack.strip - 2 * space, left, right);
    y += stack.strip;
    layout.numbersMiddle = y + 2 * space + 0.5 * line;
    y += stack.numbers;
    layout.xTitle = stack.xTitle > 0.0 ? below(y + space, stack.xTitle - space, left, size.width())
                                       : QRectF(QPointF(0, layout.numbersMiddle - 20), QPointF(left - 3 * space, layout.numbersMiddle + 20));
    y += stack.xTitle;
    layout.table = below(y + space, stack.table - space, 0, size.width());
    layout.footer = below(y + stack.table + 2 * space, stack.footer - 2 * space, 0, size.width());
    layout.rowHeight = plot.rows.empty() ? 0.0 : planeHeight / double(plot.rows.rows.size());
    placeColumns(layout, plot, theme);
    chooseNumbers(layout, plot, theme);
    return layout;
}

}  // namespace metrisk::ui::charts
