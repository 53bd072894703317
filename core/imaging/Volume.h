#pragma once

#include "core/imaging/VoxelGrid.h"

namespace metrisk::imaging {

/// A magnetic resonance volume; intensities in the scanner's own units unless said otherwise.
using Volume = VoxelGrid<float>;

}  // namespace metrisk::imaging
