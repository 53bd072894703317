#include "ui/charts/ChartText.h"
#include "ui/charts/PlotPainting.h"
#include "ui/charts/PlotScene.h"

#include <QPainterPath>

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

constexpr double symbolRadius = 3.4;
constexpr double whiskerHalf = 2.5;

bool inside(const Axis& axis, double value)
{
    const double share = axis.share(value);
    return share >= -1e-9 && share <= 1.0 + 1e-9;
}

/// A circle, square, triangle, ...: groups differ by symbol as lines do by dash.
QPainterPath symbolOf(Dash dash, const QPointF& at)
{
    constexpr double r = symbolRadius;
    QPainterPath path;
    switch (dash) {
    case Dash::Solid: path.addEllipse(at, r, r); break;
    case Dash::Dashed: path.addRect(QRectF(at - QPointF(0.9 * r, 0.9 * r), at + QPointF(0.9 * r, 0.9 * r))); break;
    case Dash::Dotted:
        path.addPolygon(QPolygonF{at + QPointF(0, -1.2 * r), at + QPointF(1.1 * r, 0.8 * r), at + QPointF(-1.1 * r, 0.8 * r)});
        break;
    case Dash::DashDot:
        path.addPolygon(QPolygonF{at + QPointF(0, 1.2 * r), at + QPointF(1.1 * r, -0.8 * r), at + QPointF(-1.1 * r, -0.8 * r)});
        break;
    default:
        path.addPolygon(QPolygonF{at + QPointF(0, -1.3 * r), at + QPointF(1.3 * r, 0), at + QPointF(0, 1.3 * r), at + QPointF(-1.3 * r, 0)});
    }
    path.closeSubpath();
    return path;
}

void paintWhisker(QPainter& painter, const PlotScene& scene, const Datum& datum)
{
    if (!datum.low || !datum.high)
        return;
    const auto& y = scene.plot().y;
    const double low = std::max(*datum.low, y.low), high = std::min(*datum.high, y.high);
    const QPointF bottom = scene.at(datum.x, low), top = scene.at(datum.x, high), half(whiskerHalf, 0);
    painter.drawLine(bottom, top);
    if (low == *datum.low)
        painter.drawLine(bottom - half, bottom + half);
    if (high == *datum.high)
        painter.drawLine(top - half, top + half);
}

void paintPoints(QPainter& painter, const PlotScene& scene, const Series& series)
{
    const QColor colour = scene.theme().colourOf(series.look);
    for (const auto& datum : series.data) {
        if (!inside(scene.plot().x, datum.x) || !inside(scene.plot().y, datum.y))
            continue;
        painter.setPen(QPen(colour, 1.2));
        paintWhisker(painter, scene, datum);
        // Open where the reader should not lean on it.
        painter.setPen(QPen(colour, 1.2));
        painter.setBrush(series.look.faint ? QBrush(scene.theme().background) : QBrush(colour));
        painter.drawPath(symbolOf(series.look.dash, scene.at(datum.x, datum.y)));
        painter.setBrush(Qt::NoBrush);
    }
}

void paintTicks(QPainter& painter, const PlotScene& scene, const Series& series)
{
    painter.setPen(QPen(scene.theme().colourOf(series.look), 0.7));
    for (const auto& datum : series.data) {
        const QPointF point = scene.at(datum.x, datum.y);
        if (inside(scene.plot().x, datum.x) && inside(scene.plot().y, datum.y))
            painter.drawLine(point - QPointF(0, 2.5), point + QPointF(0, 2.5));
    }
}

}  // namespace

void paintSymbols(QPainter& painter, const PlotScene& scene)
{
    for (const auto& series : scene.plot().series) {
        if (series.shape == Shape::Ticks)
            paintTicks(painter, scene, series);
        else if (series.shape == Shape::Points)
            paintPoints(painter, scene, series);
    }
}

void paintStrip(QPainter& painter, const PlotScene& scene)
{
    const auto& plot = scene.plot();
    if (plot.strip.empty())
        return;
    const auto& theme = scene.theme();
    const QRectF strip = scene.layout().strip;
    const double highest = plot.strip.highest();
    for (const auto& bin : plot.strip.bins) {
        const double left = scene.layout().at(plot.x.share(*bin.low), 0).x(), right = scene.layout().at(plot.x.share(*bin.high), 0).x();
        painter.fillRect(QRectF(QPointF(left + 0.4, strip.bottom() - bin.y / highest * strip.height()),
                                QPointF(right - 0.4, strip.bottom())), faded(theme.secondary, 0.7));
    }
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    const double middle = strip.top() + 0.5 * lineHeight(theme.body());
    drawRightOf(painter, strip.left() - 2 * space, middle, plot.strip.name);
    drawRightOf(painter, strip.left() - 2 * space, middle + lineHeight(theme.body()), plot.strip.countText());
}

}  // namespace metrisk::ui::charts
