#pragma once

#include <QList>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

namespace metrisk::ui::charts {

/// A curve that wants its name beside it.
struct LabelledCurve {
    QPolygonF line;  // scene coordinates, left to right, never rising on the plot
    QSizeF label;
};

/// A place for every label, inside `plot`, touching its own curve from above or below, as far to the
/// right as no other curve or label is in the way. The first curve chooses first.
QList<QRectF> placeLabels(const QList<LabelledCurve>& curves, const QRectF& plot);

}  // namespace metrisk::ui::charts
