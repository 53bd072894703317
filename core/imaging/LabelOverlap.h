#pragma once

#include "core/imaging/LabelMap.h"

#include <optional>

namespace metrisk::imaging {

/// Which voxels of a label map are meant: one label, or the whole lesion (every label but background).
enum class Region { Whole, Oedema, Core };
bool isIn(Region region, std::uint8_t label);

/// Dice 1945, 2|A and B| / (|A| + |B|), of the same region in two label maps: 1 where they agree, 0
/// where they are apart. Absent where both are empty: there is nothing to agree about, and neither
/// 0 nor 1 would say so. Throws Error{Input} for maps that do not share one voxel grid.
std::optional<double> dice(const LabelMap& first, const LabelMap& second, Region region);

/// Throws Error{Input} for maps that do not share one voxel grid.
void checkSameGrid(const LabelMap& first, const LabelMap& second);

}  // namespace metrisk::imaging
