#include "ui/printing/LesionPicture.h"

#include "ui/printing/PictureWords.h"
#include "ui/printing/SliceFrame.h"
#include "ui/rendering/LabelContours.h"
#include "ui/rendering/RelevanceColors.h"
#include "ui/rendering/SceneColors.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::printing {

namespace {

constexpr int greyMagnification = 4;  // interpolated here, so that every reader program shows the same

QColor asColour(const rendering::Color& colour)
{
    return {colour.red, colour.green, colour.blue, colour.alpha};
}

void paintSlice(QPainter& painter, const SliceFrame& frame, const LesionPicture& picture)
{
    const double low = picture.grey.level - picture.grey.window / 2;
    const QImage slice = frame.picture(QImage::Format_RGB32, [&](const imaging::Index3& voxel) {
        const double share = (double(picture.image.at(voxel)) - low) / picture.grey.window;
        const int grey = std::isfinite(share) ? int(std::lround(255 * std::clamp(share, 0.0, 1.0))) : 0;
        return qRgb(grey, grey, grey);
    });
    painter.drawImage(frame.pictureArea(), slice
                                               .scaled(slice.size() * greyMagnification, Qt::IgnoreAspectRatio,
                                                       Qt::SmoothTransformation)
                                               .convertToFormat(QImage::Format_Grayscale8));
}

void paintRelevance(QPainter& painter, const SliceFrame& frame, const LesionPicture& picture)
{
    const auto& colours = rendering::relevanceColors();
    const QImage blocks = frame.picture(QImage::Format_ARGB32, [&](const imaging::Index3& voxel) {
        const double value = std::clamp(double(picture.relevance->at(voxel)), 0.0, 1.0);
        const double cover = picture.relevanceOpacity * rendering::relevanceCover(value, picture.relevanceThreshold);
        const auto& colour = colours[std::size_t(std::lround(value * double(colours.size() - 1)))];
        return qRgba(colour.red, colour.green, colour.blue, int(std::lround(255 * cover)));
    });
    // True blocks with sharp edges: no interpolation, also where a reader program would.
    painter.drawImage(frame.pictureArea(), blocks.scaled(blocks.size() * greyMagnification));
}

void paintOutlines(QPainter& painter, const SliceFrame& frame, const LesionPicture& picture, std::uint8_t atLeast,
                   const QPen& pen)
{
    const auto& sides = frame.sides();
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (const auto& contour :
         rendering::contoursOf(picture.label, sides.columnAxis, sides.rowAxis,
                               picture.voxel[std::size_t(sides.sliceAxis)], atLeast)) {
        QPolygonF line;
        for (const auto& point : contour)
            line << frame.at(point.x(), point.y());
        painter.drawPolygon(line);
    }
}

/// The frame of what the models read, so that nobody takes an empty margin for an unimportant one.
void paintReadBox(QPainter& painter, const SliceFrame& frame, const LesionPicture& picture, double lineWidth)
{
    const auto& [low, end] = *picture.readBox;
    const auto column = std::size_t(frame.sides().columnAxis), row = std::size_t(frame.sides().rowAxis);
    QPen pen(asColour(rendering::inkColor), lineWidth * 0.6);
    pen.setDashPattern({1, 4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(frame.at(low[column] - 0.5, low[row] - 0.5), frame.at(end[column] - 0.5, end[row] - 0.5))
                         .normalized());
}

QPen outlinePen(const rendering::Color& colour, double width, bool dashed)
{
    QPen pen(asColour(colour), width);
    if (dashed)
        pen.setDashPattern({3.5, 2.5});
    return pen;
}

}  // namespace

void LesionPicture::paint(QPainter& painter, const QRectF& area) const
{
    const auto sides = imaging::sliceGeometry(image.geometry(), plane);
    const int slice = voxel[std::size_t(sides.sliceAxis)];
    const SliceFrame frame(image.geometry(), plane, slice,
                           extent.value_or(wholeSlice(image.geometry(), plane)), area);
    const double lineWidth = std::max(area.height() / 200.0, 1.0);

    painter.save();
    painter.setClipRect(area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    painter.fillRect(area, Qt::black);
    paintSlice(painter, frame, *this);
    if (relevance)
        paintRelevance(painter, frame, *this);
    if (readBox)
        paintReadBox(painter, frame, *this, lineWidth);
    paintOutlines(painter, frame, *this, imaging::Oedema, outlinePen(rendering::oedemaColor, lineWidth, true));
    paintOutlines(painter, frame, *this, imaging::Core, outlinePen(rendering::coreColor, lineWidth, false));
    paintPictureWords(painter, area, frame, *this);
    painter.restore();
}

}  // namespace metrisk::ui::printing
