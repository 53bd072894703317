#pragma once

#include "core/segmentation/editing/Region.h"

#include <optional>

namespace metrisk::segmentation::editing {

/// A round brush: a disc in one plane, or a ball.
struct Brush {
    double radiusMm = 4.0;
    std::optional<int> sliceAxis;  // the voxel axis across the disc's plane; none for a ball
};

/// The voxels whose centre lies within the radius of the way from one place to another (voxel indices, continuous; the
/// same place twice for a single dab), and in any case the voxel the way ends in. Measured in millimetres, so that the
/// brush is round in the patient however long the voxels are; axes are taken as perpendicular. A disc stays in the
/// slice where the way ends.
Region brushed(const imaging::ImageGeometry& geometry, const Eigen::Vector3d& fromVoxel, const Eigen::Vector3d& toVoxel,
               const Brush& brush);

}  // namespace metrisk::segmentation::editing
