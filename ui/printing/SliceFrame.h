#pragma once

#include "core/imaging/SliceGeometry.h"
#include "core/imaging/Volume.h"

#include <QImage>
#include <QPointF>
#include <QRect>
#include <QRectF>

#include <functional>

namespace metrisk::ui::printing {

/// One slice of a volume laid into a rectangle of a painter: radiological convention, true
/// proportions, sides computed from the volume's own axes.
///
/// Screen voxels count from the upper left corner of the whole slice as it is seen: voxel (0, 0)
/// covers 0 to 1 in both directions.
class SliceFrame {
public:
    /// `extent`, in screen voxels, is the part of the slice that is shown; it is centred in `area`.
    SliceFrame(const imaging::ImageGeometry& geometry, imaging::Plane plane, int slice, const QRect& extent,
               const QRectF& area);

    const imaging::SliceGeometry& sides() const { return m_sides; }

    /// Where the middle of a voxel lies, given its indices along the slice's column and row axes.
    QPointF at(double column, double row) const;

    double unitsPerMm() const { return m_unitsPerMm; }

    /// The shown part as a picture, one pixel per voxel, and where it belongs.
    QImage picture(QImage::Format format, const std::function<QRgb(const imaging::Index3&)>& colourOf) const;
    const QRectF& pictureArea() const { return m_pictureArea; }

private:
    imaging::ImageGeometry m_geometry;
    imaging::SliceGeometry m_sides;
    int m_slice;
    QRect m_extent;
    QRectF m_pictureArea;
    double m_unitsPerMm = 1.0;
};

/// The whole slice, in screen voxels.
QRect wholeSlice(const imaging::ImageGeometry& geometry, imaging::Plane plane);

/// The part of a slice with voxels above 0, with a little air around it; the whole slice where none is.
QRect headExtent(const imaging::Volume& volume, imaging::Plane plane, int slice);

}  // namespace metrisk::ui::printing
