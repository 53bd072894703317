#pragma once

#include "core/imaging/SliceGeometry.h"

namespace metrisk::ui::rendering {

/// The part of the patient that a pane shows, and the pane's own size.
struct PaneView {
    Eigen::Vector3d centreMm = Eigen::Vector3d::Zero();  // patient LPS; in the middle of the pane
    double pixelsPerMm = 1.0;
    int widthPx = 300;
    int heightPx = 300;
    double scale = 1.0;  // device pixels per logical pixel: texts and lines grow with it
    bool operator==(const PaneView&) const = default;
};

/// From voxels to the pane's pixels and back. Pixels count from the pane's lower left corner, as
/// in VTK; voxels are continuous, whole numbers at voxel centres.
class PaneProjection {
public:
    PaneProjection(const imaging::ImageGeometry& geometry, imaging::Plane plane, const PaneView& view);

    Eigen::Vector2d pixelAt(const Eigen::Vector3d& voxel) const;
    Eigen::Vector2d pixelAt(double column, double row) const;  // voxel indices along the screen's axes
    Eigen::Vector3d voxelAt(const Eigen::Vector2d& pixel, double slice) const;

    /// Moves the point by pixels of the screen (right, up) within the plane.
    Eigen::Vector3d movedMm(const Eigen::Vector3d& patientMm, const Eigen::Vector2d& pixels) const;

    const imaging::SliceGeometry& slice() const { return m_slice; }

private:
    imaging::ImageGeometry m_geometry;
    imaging::SliceGeometry m_slice;
    Eigen::Vector3d m_centreVoxel;
    Eigen::Vector2d m_middlePx;
    double m_columnPx, m_rowPx;  // pixels to the right, and up, per voxel; negative when flipped
};

}  // namespace metrisk::ui::rendering
