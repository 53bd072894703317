#pragma once

#include "core/imaging/ImageGeometry.h"

#include <string>
#include <vector>

namespace metrisk::io {

/// What no header is believed in. Each throws Error{Input} naming `file`.

/// The size as integers when it is that of a head: at least two and at most 4096 voxels per axis, and no
/// more than 2^28 together (1 GiB as float).
imaging::Index3 checkedVolumeSize(const Eigen::Vector3d& size, const std::string& file);

/// Each spacing is a number from 0.01 to 100 mm.
void checkSpacing(const Eigen::Vector3d& spacingMm, const std::string& file);

/// The axes and the origin are finite and of sensible length.
void checkPlace(const imaging::ImageGeometry& geometry, const std::string& file);

/// The geometry with its axes exactly at right angles, turned about its centre. Rounding in a file may leave them up
/// to 0.001 (cosine) off: that is put right, with a note when it moves a corner by more than 0.01 mm. Throws
/// Error{Input} naming the file when they are farther off: it is sheared, and only resampling could help.
imaging::ImageGeometry straightened(const imaging::ImageGeometry& geometry, const std::string& file,
                                    std::vector<std::string>& notes);

}  // namespace metrisk::io
