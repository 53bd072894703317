#pragma once

#include <QList>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

namespace metrisk::ui::charts {

/// A curve that wants its name beside it.
struct LabelledCurve {
    QPolygonF line;  // scene coordinates, left to right
    QSizeF label;    // empty: it only stands in the way of others
};

/// A place for every label, inside `plot`, touching its own curve from above or below, as far to the
/// right as no other curve or label is in the way, and none within `taken`. The first curve chooses first.
QList<QRectF> placeLabels(const QList<LabelledCurve>& curves, const QRectF& plot, const QRectF& taken = {});

/// How many pieces of the line pass through a rectangle.
qsizetype crossings(const QRectF& rect, const QPolygonF& line);

}  // namespace metrisk::ui::charts
