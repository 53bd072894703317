#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <vector>

namespace metrisk::preprocessing {

/// 1 inside the head (what is brighter than air, and what lies between) on a coarse grid of about 4 mm.
imaging::LabelMap headRegion(const imaging::Volume& volume);

/// The region and everything within `marginMm` of it, on the same grid.
imaging::LabelMap grownRegion(const imaging::LabelMap& region, double marginMm);

/// The middle of the marked voxels, in patient mm (LPS). Throws Error{Input} where none is marked.
Eigen::Vector3d middleOf(const imaging::LabelMap& region);

/// The height (LPS: +z) below which all but a few of the marked voxels lie.
double topOf(const imaging::LabelMap& region);

/// `count` places inside the marked voxels, spread evenly and at random within each voxel, in patient mm (LPS).
std::vector<Eigen::Vector3d> placesIn(const imaging::LabelMap& region, int count, std::uint64_t seed);

}  // namespace metrisk::preprocessing
