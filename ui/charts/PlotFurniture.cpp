#include "ui/charts/PlotFurniture.h"

#include "ui/charts/ChartText.h"
#include "ui/charts/CurveLabels.h"
#include "ui/charts/PlotPainting.h"
#include "ui/charts/PlotScene.h"
#include "ui/charts/SeriesLines.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

/// A series on the canvas, its pieces in one.
QPolygonF drawnLine(const PlotScene& scene, const Series& series)
{
    QPolygonF line;
    for (const auto& piece : linesOf(series, scene.plot().x, scene.plot().y).lines)
        for (const auto& point : piece)
            line << scene.layout().at(point.x(), point.y());
    return line;
}

bool isLine(const Series& series)
{
    return series.shape == Shape::Line || series.shape == Shape::Steps;
}

/// How much is drawn within a rectangle: points of lines, symbols and their whiskers.
int contentsOf(const QRectF& rect, const PlotScene& scene)
{
    int contents = 0;
    const auto& plot = scene.plot();
    for (const auto& series : plot.series) {
        if (isLine(series))
            contents += int(crossings(rect, drawnLine(scene, series)));
        else
            for (const auto& datum : series.data)
                contents += rect.intersects(QRectF(scene.at(datum.x, datum.low.value_or(datum.y)),
                                                   scene.at(datum.x, datum.high.value_or(datum.y)))
                                                .normalized().adjusted(-4, -4, 4, 4));
    }
    for (const auto& reference : plot.references)
        contents += crossings(rect, drawnLine(scene, reference)) > 0 ? 1 : 0;
    return contents;
}

}  // namespace

PlotFurniture::PlotFurniture(const PlotScene& scene) : m_scene(scene)
{
    setZValue(100);  // above the curves
}

void PlotFurniture::arrange()
{
    prepareGeometryChange();
    m_inset = m_scene.plot().inset.isEmpty() ? QRectF() : emptiestCorner();
    placeCurveLabels();
    update();
}

QRectF PlotFurniture::emptiestCorner() const
{
    const auto font = m_scene.theme().body();
    double width = 0.0;
    for (const auto& line : m_scene.plot().inset)
        width = std::max(width, widthOf(font, line) + 2);
    const QSizeF size(width, double(m_scene.plot().inset.size()) * lineHeight(font));
    const QRectF room = m_scene.layout().plane.adjusted(2 * space, 2 * space, -2 * space, -2 * space);
    const QPointF lower(0, room.height() - size.height()), right(room.width() - size.width(), 0);
    QRectF best(room.topLeft(), size);
    for (const auto& corner : {room.topLeft(), room.topLeft() + lower + right, room.topLeft() + right, room.topLeft() + lower})
        if (const QRectF rect(corner, size); contentsOf(rect, m_scene) < contentsOf(best, m_scene))
            best = rect;
    return best;
}

void PlotFurniture::placeCurveLabels()
{
    m_labels.clear();
    QList<LabelledCurve> curves;
    for (const auto& series : m_scene.plot().series) {
        if (!isLine(series))
            continue;
        const QFont font = m_scene.theme().body(series.look.emphasised);
        // The patient's label chooses first.
        const auto position = series.look.emphasised ? 0 : m_labels.size();
        m_labels.insert(position, {series.label, series.look, {}});
        curves.insert(position, {drawnLine(m_scene, series),
                                 series.label.isEmpty() ? QSizeF() : QSizeF(widthOf(font, series.label) + 2, lineHeight(font))});
    }
    const auto places = placeLabels(curves, m_scene.layout().plane, m_inset);
    for (qsizetype i = 0; i < places.size(); ++i)
        m_labels[i].rect = places[i];
}

QRectF PlotFurniture::boundingRect() const
{
    return m_scene.layout().canvas;
}

void PlotFurniture::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    paintHeading(*painter, m_scene);
    paintAxes(*painter, m_scene);
    paintSymbols(*painter, m_scene);
    paintStrip(*painter, m_scene);
    paintRows(*painter, m_scene);
    paintInset(*painter);
    paintLabels(*painter);
    paintTable(*painter, m_scene);
    paintFooter(*painter, m_scene);
}

void PlotFurniture::paintLabels(QPainter& painter) const
{
    for (const auto& label : m_labels) {
        painter.setFont(m_scene.theme().body(label.look.emphasised));
        painter.setPen(m_scene.theme().colourOf({.ink = label.look.ink}));  // words are never pale
        if (!label.text.isEmpty() && label.rect.isValid())
            painter.drawText(label.rect, Qt::AlignCenter, label.text);
    }
}

void PlotFurniture::paintInset(QPainter& painter) const
{
    if (m_inset.isEmpty())
        return;
    painter.fillRect(m_inset.adjusted(-2, -1, 2, 1), faded(m_scene.theme().background, 0.8));
    painter.setFont(m_scene.theme().body());
    painter.setPen(m_scene.theme().text);
    const double line = lineHeight(m_scene.theme().body());
    for (qsizetype i = 0; i < m_scene.plot().inset.size(); ++i)
        painter.drawText(QRectF(m_inset.left(), m_inset.top() + double(i) * line, m_inset.width(), line),
                         Qt::AlignLeft | Qt::AlignVCenter, m_scene.plot().inset[i]);
}

}  // namespace metrisk::ui::charts
