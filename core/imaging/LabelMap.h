#pragma once

#include "core/imaging/VoxelGrid.h"

namespace metrisk::imaging {

/// What a voxel of a LabelMap is, as the reference implementation numbers it.
enum Label : std::uint8_t { Background = 0, Oedema = 1, Core = 2 };

using LabelMap = VoxelGrid<std::uint8_t>;

}  // namespace metrisk::imaging
