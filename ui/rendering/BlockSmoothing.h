#pragma once

#include "core/imaging/Volume.h"

namespace metrisk::ui::rendering {

/// The blocks of a relevance map with smooth transitions: the moving average over one block's width
/// along each axis, which for blocks of one value is linear interpolation between their centres.
/// Nothing spreads beyond the box of the blocks: outside it the model saw nothing.
imaging::Volume smoothedBlocks(const imaging::Volume& blocks, double blockMm);

}  // namespace metrisk::ui::rendering
