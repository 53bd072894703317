#include "ui/printing/SliceFrame.h"

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

constexpr int airVoxels = 4;

/// Voxel index along an axis of a position on the screen, and back: flipping is its own inverse.
int flippedIf(bool flipped, int size, int index)
{
    return flipped ? size - 1 - index : index;
}

imaging::Index3 voxelAt(const imaging::ImageGeometry& geometry, const imaging::SliceGeometry& sides, int slice,
                        int screenColumn, int screenRow)
{
    const auto columnAxis = std::size_t(sides.columnAxis), rowAxis = std::size_t(sides.rowAxis);
    imaging::Index3 voxel{};
    voxel[columnAxis] = flippedIf(sides.columnFlipped, geometry.size[columnAxis], screenColumn);
    voxel[rowAxis] = flippedIf(sides.rowFlipped, geometry.size[rowAxis], screenRow);
    voxel[std::size_t(sides.sliceAxis)] = slice;
    return voxel;
}

}  // namespace

SliceFrame::SliceFrame(const imaging::ImageGeometry& geometry, imaging::Plane plane, int slice, const QRect& extent,
                       const QRectF& area)
    : m_geometry(geometry), m_sides(imaging::sliceGeometry(geometry, plane)), m_slice(slice), m_extent(extent)
{
    const QSizeF millimetres(extent.width() * m_sides.columnSpacingMm, extent.height() * m_sides.rowSpacingMm);
    m_unitsPerMm = std::min(area.width() / millimetres.width(), area.height() / millimetres.height());
    m_pictureArea = QRectF(QPointF(), millimetres * m_unitsPerMm);
    m_pictureArea.moveCenter(area.center());
}

QPointF SliceFrame::at(double column, double row) const
{
    const int columns = m_geometry.size[std::size_t(m_sides.columnAxis)];
    const int rows = m_geometry.size[std::size_t(m_sides.rowAxis)];
    const double x = (m_sides.columnFlipped ? columns - 1 - column : column) + 0.5 - m_extent.left();
    const double y = (m_sides.rowFlipped ? rows - 1 - row : row) + 0.5 - m_extent.top();
    return m_pictureArea.topLeft() +
           QPointF(x * m_sides.columnSpacingMm, y * m_sides.rowSpacingMm) * m_unitsPerMm;
}

QImage SliceFrame::picture(QImage::Format format, const std::function<QRgb(const imaging::Index3&)>& colourOf) const
{
    QImage image(m_extent.size(), format);
    for (int row = 0; row < image.height(); ++row)
        for (int column = 0; column < image.width(); ++column)
            image.setPixel(column, row, colourOf(voxelAt(m_geometry, m_sides, m_slice, m_extent.left() + column,
                                                         m_extent.top() + row)));
    return image;
}

QRect wholeSlice(const imaging::ImageGeometry& geometry, imaging::Plane plane)
{
    const auto sides = imaging::sliceGeometry(geometry, plane);
    return {0, 0, geometry.size[std::size_t(sides.columnAxis)], geometry.size[std::size_t(sides.rowAxis)]};
}

QRect headExtent(const imaging::Volume& volume, imaging::Plane plane, int slice)
{
    const auto sides = imaging::sliceGeometry(volume.geometry(), plane);
    const QRect whole = wholeSlice(volume.geometry(), plane);
    QRect head;
    for (int row = 0; row < whole.height(); ++row)
        for (int column = 0; column < whole.width(); ++column)
            if (volume.at(voxelAt(volume.geometry(), sides, slice, column, row)) > 0)
                head = head.united(QRect(column, row, 1, 1));
    return head.isEmpty() ? whole : head.adjusted(-airVoxels, -airVoxels, airVoxels, airVoxels).intersected(whole);
}

}  // namespace metrisk::ui::printing
