#pragma once

class QPainter;
class QRectF;

namespace metrisk::ui::printing {

class SliceFrame;
struct LesionPicture;

/// Side letters, title, slice position, scale bar and colour bar of one picture, each at its own edge.
void paintPictureWords(QPainter& painter, const QRectF& area, const SliceFrame& frame,
                       const LesionPicture& picture);

}  // namespace metrisk::ui::printing
