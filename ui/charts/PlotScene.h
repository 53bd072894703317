#pragma once

#include "ui/charts/ChartTheme.h"
#include "ui/charts/Plot.h"
#include "ui/charts/PlotLayout.h"

#include <QGraphicsScene>

class QAbstractSeries;
class QChart;
class QValueAxis;

namespace metrisk::ui::charts {

class PlotFurniture;

/// A plot on one canvas. Lines and bands are a QChart; everything beside them is placed through the chart's own
/// axes, so that the two cannot come apart. The chart's axes run from 0 to 1: shares of the plot's axes.
class PlotScene : public QGraphicsScene {
public:
    PlotScene(const Plot& plot, const ChartTheme& theme, QObject* parent = nullptr);

    /// Lays everything out anew for a canvas of this many pixels.
    void setSize(const QSizeF& size);

    QChart* chart() const { return m_chart; }
    const Plot& plot() const { return m_plot; }
    const ChartTheme& theme() const { return m_theme; }
    const PlotLayout& layout() const { return m_layout; }

    /// Where a place in the units of the axes lies on the canvas.
    QPointF at(double x, double y) const;

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void addSeries(const Series& series);
    void addPart(const Series& series, double from, double to, double opacity);
    void attach(QAbstractSeries* part);

    Plot m_plot;
    ChartTheme m_theme;
    PlotLayout m_layout;
    QChart* m_chart = nullptr;
    QValueAxis* m_x = nullptr;
    QValueAxis* m_y = nullptr;
    PlotFurniture* m_furniture = nullptr;
};

}  // namespace metrisk::ui::charts
