#include "ui/rendering/PaneProjection.h"

namespace metrisk::ui::rendering {

PaneProjection::PaneProjection(const imaging::ImageGeometry& geometry, imaging::Plane plane, const PaneView& view)
    : m_geometry(geometry),
      m_slice(imaging::sliceGeometry(geometry, plane)),
      m_centreVoxel(geometry.voxelAt(view.centreMm)),
      m_middlePx(view.widthPx / 2.0, view.heightPx / 2.0),
      m_columnPx((m_slice.columnFlipped ? -1 : 1) * m_slice.columnSpacingMm * view.pixelsPerMm),
      m_rowPx((m_slice.rowFlipped ? 1 : -1) * m_slice.rowSpacingMm * view.pixelsPerMm)
{
}

Eigen::Vector2d PaneProjection::pixelAt(const Eigen::Vector3d& voxel) const
{
    return pixelAt(voxel[m_slice.columnAxis], voxel[m_slice.rowAxis]);
}

Eigen::Vector2d PaneProjection::pixelAt(double column, double row) const
{
    return m_middlePx + Eigen::Vector2d((column - m_centreVoxel[m_slice.columnAxis]) * m_columnPx,
                                        (row - m_centreVoxel[m_slice.rowAxis]) * m_rowPx);
}

Eigen::Vector3d PaneProjection::voxelAt(const Eigen::Vector2d& pixel, double slice) const
{
    Eigen::Vector3d voxel;
    voxel[m_slice.columnAxis] = m_centreVoxel[m_slice.columnAxis] + (pixel.x() - m_middlePx.x()) / m_columnPx;
    voxel[m_slice.rowAxis] = m_centreVoxel[m_slice.rowAxis] + (pixel.y() - m_middlePx.y()) / m_rowPx;
    voxel[m_slice.sliceAxis] = slice;
    return voxel;
}

Eigen::Vector3d PaneProjection::movedMm(const Eigen::Vector3d& patientMm, const Eigen::Vector2d& pixels) const
{
    Eigen::Vector3d step = Eigen::Vector3d::Zero();
    step[m_slice.columnAxis] = pixels.x() / m_columnPx;
    step[m_slice.rowAxis] = pixels.y() / m_rowPx;
    return patientMm + m_geometry.patientFromVoxel.linear() * step;
}

}  // namespace metrisk::ui::rendering
