#pragma once

#include "core/imaging/ImageGeometry.h"

#include <vector>

namespace metrisk::imaging {

/// Squared distance in mm² from each voxel centre to the nearest marked one, x fastest; infinite where
/// none is marked. Axes are taken as perpendicular. Felzenszwalb and Huttenlocher 2012, O(voxels).
std::vector<double> squaredDistanceMm2(const std::vector<bool>& marked, const Index3& size, const Eigen::Vector3d& spacingMm);

}  // namespace metrisk::imaging
