#pragma once

#include "core/imaging/LabelMap.h"

#include <vector>

namespace metrisk::ui::rendering {

/// A closed line around part of a slice, in voxel indices (column, row); the last point joins the first.
using Contour = std::vector<Eigen::Vector2d>;

/// The lines around the voxels of a slice whose label is at least `atLeast`: 2 outlines the core, 1
/// the whole lesion. They run half way between inside and outside voxel centres, as marching squares
/// does, and cut corners at the middle of voxel edges.
std::vector<Contour> contoursOf(const imaging::LabelView& labels, int columnAxis, int rowAxis, int slice,
                                std::uint8_t atLeast);

}  // namespace metrisk::ui::rendering
