#pragma once

#include "core/imaging/LabelOverlap.h"

#include <optional>
#include <vector>

namespace metrisk::imaging {

/// How far apart the borders of one region lie in two label maps, in mm. A border voxel belongs to the
/// region and has one of its six neighbours, or the image's edge, outside. Distances run between
/// voxel centres, from each border voxel to the nearest of the other map, in both directions.
struct SurfaceDistance {
    double hausdorffMm = 0.0;      // the farthest (Huttenlocher et al. 1993)
    double hausdorff95Mm = 0.0;    // the greater of the two 95 % quantiles (type 7), so that a stray
                                   // voxel does not decide
    double meanMm = 0.0;           // over the border voxels of both (Heimann et al. 2009)
};

/// Exact Euclidean distances in O(voxels) (Felzenszwalb and Huttenlocher 2012). Absent where the region
/// is empty in either map. Throws Error{Input} as dice.
std::optional<SurfaceDistance> surfaceDistance(const LabelMap& first, const LabelMap& second, Region region);

}  // namespace metrisk::imaging
