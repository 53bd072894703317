#pragma once

#include "ui/charts/Plot.h"

#include <QGraphicsItem>
#include <QRectF>

namespace metrisk::ui::charts {

class PlotScene;

/// Everything around and on top of the lines: heading, axis numbers, symbols, direct labels, rows, tables and the
/// words below. See PlotPainting.h for how each is drawn.
class PlotFurniture : public QGraphicsItem {
public:
    explicit PlotFurniture(const PlotScene& scene);

    /// Places labels and words within the plane once the lines have theirs.
    void arrange();

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Label {
        QString text;
        Look look;
        QRectF rect;
    };

    QRectF emptiestCorner() const;
    void placeCurveLabels();
    void paintLabels(QPainter& painter) const;
    void paintInset(QPainter& painter) const;

    const PlotScene& m_scene;
    QRectF m_inset;
    QList<Label> m_labels;
};

}  // namespace metrisk::ui::charts
