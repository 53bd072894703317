#pragma once

#include "ui/charts/PlotScene.h"

#include <QImage>
#include <QPainter>

/// Pictures of scenes, and questions about their pixels.
namespace metrisk::testing {

inline QImage pictureOf(ui::charts::PlotScene& scene, const QSize& size)
{
    scene.setSize(size);
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, QRectF(QPointF(), size), scene.sceneRect());
    return image;
}

/// Pixels of the picture within a square around a point that are near a colour.
inline int pixelsNear(const QImage& picture, const QPointF& point, const QColor& colour, int reach = 3)
{
    int count = 0;
    for (int y = int(point.y()) - reach; y <= int(point.y()) + reach; ++y)
        for (int x = int(point.x()) - reach; x <= int(point.x()) + reach; ++x) {
            const QColor found = picture.pixelColor(x, y);
            count += std::abs(found.red() - colour.red()) < 30 && std::abs(found.green() - colour.green()) < 30 &&
                     std::abs(found.blue() - colour.blue()) < 30;
        }
    return count;
}

/// The first series of this name and shape.
inline const ui::charts::Series& seriesOf(const ui::charts::Plot& plot, const QString& name, ui::charts::Shape shape)
{
    static const ui::charts::Series none;
    for (const auto& series : plot.series)
        if (series.name == name && series.shape == shape)
            return series;
    return none;
}

}  // namespace metrisk::testing
