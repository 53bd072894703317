#pragma once

#include "core/imaging/SliceGeometry.h"
#include "core/segmentation/editing/Region.h"

#include <span>

namespace metrisk::segmentation::editing {

/// The voxels of one slice whose centre lies inside a polygon (even-odd rule). Corners are voxel indices along the
/// plane's column and row axis, continuous; the last joins the first. A centre on a left or upper edge is inside, on a
/// right or lower edge outside, so that polygons side by side share no voxel.
Region insidePolygon(const imaging::Index3& size, const imaging::SliceGeometry& plane, int slice,
                     std::span<const Eigen::Vector2d> corners);

}  // namespace metrisk::segmentation::editing
