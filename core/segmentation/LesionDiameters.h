#pragma once

#include "core/imaging/ImageGeometry.h"

#include <vector>

namespace metrisk::segmentation {

/// How large a core is on the pictures, as RANO-BM measures: between points halfway from its outermost voxels to their
/// neighbours.
struct LesionDiameters {
    double longestAxialMm = 0.0;        // in the axial slice where it is longest
    double perpendicularAxialMm = 0.0;  // the longest one at a right angle to it, in the same slice
    double longestMm = 0.0;             // in any direction
    bool operator==(const LesionDiameters&) const = default;
};

/// Of the voxels at these offsets in memory. Axial slices are those across the voxel axis nearest to the patient's head
/// to foot direction.
LesionDiameters diametersOf(const imaging::ImageGeometry& geometry, const std::vector<std::size_t>& voxels);

}  // namespace metrisk::segmentation
