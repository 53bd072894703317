#include "ui/printing/PictureWords.h"

#include "ui/printing/LesionPicture.h"
#include "ui/printing/SliceFrame.h"
#include "ui/rendering/RelevanceColors.h"
#include "ui/rendering/SceneColors.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::printing {

namespace {

/// What every part needs: where, how large, and how far from the edge.
struct Corner {
    QPainter& painter;
    QRectF inner;  // the area without its margin
    double unit;   // a quarter of the text height: all distances are multiples of it

    double textHeight() const { return QFontMetricsF(painter.font()).height(); }
    double widthOf(const QString& text) const { return QFontMetricsF(painter.font()).horizontalAdvance(text); }
};

QColor asColour(const rendering::Color& colour)
{
    return {colour.red, colour.green, colour.blue};
}

/// Text on a dark ground of its own, readable over bright tissue too.
void write(const Corner& corner, Qt::Alignment where, const QString& text, const QColor& colour)
{
    if (text.isEmpty())
        return;
    const QRectF rect = corner.painter.boundingRect(corner.inner, int(where), text);
    corner.painter.fillRect(rect.adjusted(-corner.unit / 2, 0, corner.unit / 2, 0), QColor(0, 0, 0, 110));
    corner.painter.setPen(colour);
    corner.painter.drawText(corner.inner, int(where), text);
}

void writeSides(const Corner& corner, const imaging::SliceGeometry& sides)
{
    const QColor colour = asColour(rendering::sideColor);
    write(corner, Qt::AlignTop | Qt::AlignHCenter, QString::fromStdString(sides.top), colour);
    write(corner, Qt::AlignBottom | Qt::AlignHCenter, QString::fromStdString(sides.bottom), colour);
    write(corner, Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(sides.left), colour);
    write(corner, Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(sides.right), colour);
}

QString slicePosition(const LesionPicture& picture)
{
    const auto& geometry = picture.image.geometry();
    return QString::fromStdString(
        imaging::slicePositionText(geometry, picture.plane, geometry.patientAt(picture.voxel)));
}

/// The longest of 5, 2 and 1 cm that takes no more than two fifths of the width.
int scaleBarMm(double unitsPerMm, double width)
{
    for (const int millimetres : {50, 20})
        if (millimetres * unitsPerMm <= 0.4 * width)
            return millimetres;
    return 10;
}

void drawScaleBar(const Corner& corner, const SliceFrame& frame)
{
    const int millimetres = scaleBarMm(frame.unitsPerMm(), corner.inner.width());
    const double length = millimetres * frame.unitsPerMm();
    const QPointF left = corner.inner.bottomLeft() + QPointF(corner.unit, -corner.unit);
    const QPointF right = left + QPointF(length, 0);
    const QPointF tick(0, corner.unit);
    corner.painter.setPen(QPen(asColour(rendering::inkColor), corner.unit / 3));
    corner.painter.drawLine(left, right);
    corner.painter.drawLine(left - tick, left + tick);
    corner.painter.drawLine(right - tick, right + tick);
    const QRectF above(left - QPointF(0, corner.unit + corner.textHeight()), QSizeF(length, corner.textHeight()));
    corner.painter.drawText(above, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip,
                            QString("%1 cm").arg(millimetres / 10));
}

void drawColourBar(const Corner& corner, double threshold)
{
    const QString low = "0 ", high = " max";
    const double width = corner.inner.width() / 5, height = 2 * corner.unit;
    const double right = corner.inner.right() - corner.widthOf(high);
    const QRectF bar(right - width, corner.inner.bottom() - (corner.textHeight() + height) / 2, width, height);
    const auto& colours = rendering::relevanceColors();
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (std::size_t i = 0; i < colours.size(); ++i)
        gradient.setColorAt(double(i) / double(colours.size() - 1), asColour(colours[i]));
    corner.painter.fillRect(bar, gradient);
    corner.painter.setPen(QPen(asColour(rendering::inkColor), corner.unit / 3));
    const double at = bar.left() + threshold * bar.width();
    corner.painter.drawLine(QPointF(at, bar.top() - corner.unit), QPointF(at, bar.bottom() + corner.unit));
    const QRectF line(corner.inner.left(), corner.inner.bottom() - corner.textHeight(), corner.inner.width(),
                      corner.textHeight());
    corner.painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, high);
    corner.painter.drawText(QRectF(line.topLeft(), QPointF(bar.left(), line.bottom())),
                            Qt::AlignRight | Qt::AlignVCenter, low);
}

}  // namespace

void paintPictureWords(QPainter& painter, const QRectF& area, const SliceFrame& frame, const LesionPicture& picture)
{
    QFont font = painter.font();
    font.setPixelSize(int(std::lround(std::max(area.height() / 25.0, 8.0))));
    font.setHintingPreference(QFont::PreferNoHinting);
    painter.setFont(font);
    const double unit = font.pixelSize() / 4.0;
    const Corner corner{painter, area.adjusted(unit, unit, -unit, -unit), unit};
    const QColor ink = asColour(rendering::inkColor);

    writeSides(corner, frame.sides());
    write(corner, Qt::AlignTop | Qt::AlignLeft,
          QString::fromStdString(imaging::planeName(picture.plane)) + " · " + picture.title, ink);
    write(corner, Qt::AlignTop | Qt::AlignRight, slicePosition(picture), ink);
    drawScaleBar(corner, frame);
    if (picture.relevance)
        drawColourBar(corner, picture.relevanceThreshold);
}

}  // namespace metrisk::ui::printing
