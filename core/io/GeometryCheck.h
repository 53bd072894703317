#pragma once

#include "core/imaging/ImageGeometry.h"

#include <string>

namespace metrisk::io {

/// What no header is believed in. Each throws Error{Input} naming `file`.

/// The size as integers when it is that of a head: at least two and at most 4096 voxels per axis, and no
/// more than 2^28 together (1 GiB as float).
imaging::Index3 checkedVolumeSize(const Eigen::Vector3d& size, const std::string& file);

/// Each spacing is a number from 0.01 to 100 mm.
void checkSpacing(const Eigen::Vector3d& spacingMm, const std::string& file);

/// The axes and the origin are finite and of sensible length.
void checkPlace(const imaging::ImageGeometry& geometry, const std::string& file);

/// The axes are at right angles within 0.001 (0.06 degrees).
void checkRightAngles(const imaging::ImageGeometry& geometry, const std::string& file);

}  // namespace metrisk::io
