#pragma once

#include "core/imaging/Volume.h"

#include <vector>

namespace metrisk::imaging {

/// Linear interpolation between order statistics (R type 7) over all voxels, zero background
/// included, rank computed in double. `percent` in [0, 100].
double percentileOf(const std::vector<float>& values, double percent);

/// (v - p_low) / (p_high - p_low), clipped to [0, 1]; when both percentiles are equal the values are
/// returned as v - p_low, unscaled and unclipped, as the reference implementation does.
Volume scaledByPercentiles(const Volume& volume, double lowPercent, double highPercent);

}  // namespace metrisk::imaging
