#pragma once

#include "core/io/DicomImage.h"

#include <string>
#include <vector>

namespace metrisk::io {

/// Sorts single slices along their normal. Throws Error{Input} naming `series` when they do not form an
/// evenly spaced stack without gaps.
imaging::ImageGeometry stackSlices(std::vector<DicomImage>& slices, const std::string& series);

/// Refuses a multi-frame file whose frames do not lie where the geometry puts them.
void checkFramePositions(const imaging::ImageGeometry& geometry,
                         const std::vector<Eigen::Vector3d>& positions, const std::string& series);

}  // namespace metrisk::io
