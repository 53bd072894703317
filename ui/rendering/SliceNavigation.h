#pragma once

#include "ui/rendering/CaseVolumes.h"

#include "core/imaging/SliceGeometry.h"

namespace metrisk::ui::rendering {

/// The zoom at which the head fills the pane of one plane.
double fittingPixelsPerMm(const CaseVolumes& volumes, imaging::Plane plane, int widthPx, int heightPx);

/// The voxel along the plane's slice axis that is shown for a point.
int sliceNumberAt(const imaging::ImageGeometry& geometry, imaging::Plane plane, const Eigen::Vector3d& patientMm);

/// The point moved by whole slices towards superior, anterior or right, to the middle of a slice
/// inside the volume.
Eigen::Vector3d steppedMm(const imaging::ImageGeometry& geometry, imaging::Plane plane,
                          const Eigen::Vector3d& patientMm, int slices);

/// The point moved into the volume, to the middle of its voxel.
Eigen::Vector3d snappedToVoxel(const imaging::ImageGeometry& geometry, const Eigen::Vector3d& patientMm);

}  // namespace metrisk::ui::rendering
