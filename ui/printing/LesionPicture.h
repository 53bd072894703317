#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/SliceGeometry.h"
#include "core/imaging/Volume.h"
#include "ui/rendering/ViewState.h"

#include <QRect>
#include <QString>

#include <optional>
#include <utility>

class QPainter;
class QRectF;

namespace metrisk::ui::printing {

/// One slice through a lesion, as paper shows it: the image, the outlines of core and oedema, four side
/// letters, a scale bar and the slice's position; with relevance, its blocks and a colour bar.
///
///     LesionPicture{.image = prepared.t1ce, .label = prepared.label, .voxel = lesion.centreVoxel}.paint(painter, area);
struct LesionPicture {
    imaging::Volume image;
    imaging::LabelMap label;                   // on the image's grid
    imaging::Plane plane = imaging::Plane::Axial;
    imaging::Index3 voxel{0, 0, 0};            // the slice goes through it
    QString title;                             // "T1-CE"; may have a second line
    rendering::WindowLevel grey;
    std::optional<QRect> extent;               // screen voxels; absent: the whole slice

    std::optional<imaging::Volume> relevance;  // 0 to 1, on the image's grid
    double relevanceThreshold = 0.2;           // of the largest block
    double relevanceOpacity = 0.5;
    /// What entered the models: first voxel, and the one after the last.
    std::optional<std::pair<imaging::Index3, imaging::Index3>> readBox;

    void paint(QPainter& painter, const QRectF& area) const;
};

}  // namespace metrisk::ui::printing
