#pragma once

#include "ui/charts/Plot.h"

#include <QPolygonF>
#include <QRectF>

/// From the numbers of a series to the lines that are drawn, in shares of the axes: (0, 0) is low and low,
/// (1, 1) high and high. Everything outside is cut off here, because SVG files know no clipping.
namespace metrisk::ui::charts {

struct SeriesLines {
    QList<QPolygonF> lines;                          // the estimate, in pieces inside the plane
    QList<QPair<QPolygonF, QPolygonF>> bands;        // lower and upper edge, left to right
};

/// The part from one x to another, both in the units of the axis.
SeriesLines linesOf(const Series& series, const Axis& x, const Axis& y, double from, double to);
SeriesLines linesOf(const Series& series, const Axis& x, const Axis& y);

/// The pieces of a line within a rectangle.
QList<QPolygonF> clipped(const QPolygonF& line, const QRectF& rect);

}  // namespace metrisk::ui::charts
