#include "ui/charts/ChartText.h"
#include "ui/charts/PlotPainting.h"
#include "ui/charts/PlotScene.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

constexpr double squareHalf = 3.2;
constexpr double arrow = 5.0;

/// From end to end of the interval, an arrow where it leaves the axis.
void paintInterval(QPainter& painter, const PlotScene& scene, const Row& row, double middle)
{
    const auto& axis = scene.plot().x;
    const auto& plane = scene.layout().plane;
    const auto place = [&](double value) {
        return plane.left() + std::clamp(axis.share(value), 0.0, 1.0) * plane.width();
    };
    const double left = place(*row.low), right = place(*row.high);
    painter.drawLine(QPointF(left, middle), QPointF(right, middle));
    const auto end = [&](double x, bool beyond, double inwards) {
        if (!beyond)
            return painter.drawLine(QPointF(x, middle - 2.5), QPointF(x, middle + 2.5));
        painter.drawPolyline(QPolygonF{QPointF(x + inwards * arrow, middle - 0.8 * arrow), QPointF(x, middle),
                                       QPointF(x + inwards * arrow, middle + 0.8 * arrow)});
    };
    end(left, axis.share(*row.low) < 0.0, 1.0);
    end(right, axis.share(*row.high) > 1.0, -1.0);
}

void paintEstimate(QPainter& painter, const PlotScene& scene, const Row& row, double middle)
{
    const auto& axis = scene.plot().x;
    const QColor colour = scene.theme().colourOf(row.look);
    painter.setPen(QPen(colour, row.look.emphasised ? 1.8 : 1.2));
    if (row.low && row.high)
        paintInterval(painter, scene, row, middle);
    const double share = axis.share(*row.estimate);
    if (share < 0.0 || share > 1.0)
        return;
    const QPointF at(scene.layout().at(share, 0).x(), middle), half(squareHalf, squareHalf);
    painter.fillRect(QRectF(at - half, at + half), colour);
}

void paintCell(QPainter& painter, const QRectF& column, bool left, double middle, const QString& text)
{
    const QRectF cell(QPointF(column.left(), middle - 20), QPointF(column.right(), middle + 20));
    painter.drawText(cell, (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
}

void paintRow(QPainter& painter, const PlotScene& scene, const Row& row, double middle)
{
    const auto& theme = scene.theme();
    const auto& layout = scene.layout();
    painter.setFont(theme.body(row.heading || row.look.emphasised));
    painter.setPen(theme.text);
    painter.drawText(QRectF(QPointF(row.indent * indentation, middle - 20), QPointF(layout.plane.left(), middle + 20)),
                     Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.setFont(theme.body(row.look.emphasised));
    for (qsizetype i = 0; i < row.cells.size(); ++i)
        paintCell(painter, layout.columns[i], scene.plot().rows.columns[i].left, middle, row.cells[i]);
    if (row.estimate)
        return paintEstimate(painter, scene, row, middle);
    painter.setPen(theme.secondary);
    painter.drawText(QRectF(QPointF(layout.plane.right() + columnGap, middle - 20), QPointF(layout.canvas.right(), middle + 20)),
                     Qt::AlignLeft | Qt::AlignVCenter, row.instead);
}

void paintRowHeads(QPainter& painter, const PlotScene& scene)
{
    const auto& layout = scene.layout();
    const double middle = layout.yTitle.center().y();
    painter.setFont(scene.theme().body());
    painter.setPen(scene.theme().secondary);
    painter.drawText(QRectF(QPointF(0, middle - 20), QPointF(layout.plane.left(), middle + 20)),
                     Qt::AlignLeft | Qt::AlignVCenter, scene.plot().rows.title);
    for (qsizetype i = 0; i < layout.columns.size(); ++i)
        paintCell(painter, layout.columns[i], scene.plot().rows.columns[i].left, middle, scene.plot().rows.columns[i].title);
    painter.setPen(QPen(scene.theme().line, 0.7));
    painter.drawLine(QPointF(0, layout.plane.top()), QPointF(layout.canvas.right(), layout.plane.top()));
}

}  // namespace

void paintRows(QPainter& painter, const PlotScene& scene)
{
    const auto& rows = scene.plot().rows.rows;
    if (rows.isEmpty())
        return;
    paintRowHeads(painter, scene);
    const auto& layout = scene.layout();
    for (qsizetype i = 0; i < rows.size(); ++i)
        paintRow(painter, scene, rows[i], layout.plane.top() + (double(i) + 0.5) * layout.rowHeight);
}

}  // namespace metrisk::ui::charts
