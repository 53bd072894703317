#pragma once

#include "ui/charts/ChartTheme.h"
#include "ui/charts/Plot.h"

#include <QList>
#include <QRectF>
#include <QSizeF>

namespace metrisk::ui::charts {

/// Who gets which part of the canvas, in scene pixels. From the top: heading, the plane with its y title above it,
/// the strip, the numbers of the x axis and its title, the aligned table, the words.
struct PlotLayout {
    QRectF canvas, heading, yTitle, plane, strip, xTitle, table, footer;
    double numbersMiddle = 0.0;     // of the x axis
    bool spareLines = true;         // the table shows its spare lines
    double rowHeight = 0.0;         // of a forest plot
    QList<QRectF> columns;          // of the rows, head to last row
    QList<double> labelledX, labelledY;  // ticks whose numbers do not touch

    /// Where a place of the plane, in shares of both axes, lies on the canvas.
    QPointF at(double shareX, double shareY) const;
};

PlotLayout layOut(const Plot& plot, const ChartTheme& theme, const QSizeF& size);

}  // namespace metrisk::ui::charts
