#pragma once

#include "core/segmentation/editing/LabelMask.h"
#include "core/segmentation/editing/Region.h"

namespace metrisk::segmentation::editing {

/// The voxels that a label surrounds: of the core, or of the whole lesion for oedema. They are cut off from the outside
/// within their slice, or in space when no slice is named; a way out leads through voxel faces only.
Region holesIn(const imaging::LabelView& labels, imaging::Label label, const std::optional<Slice>& slice = {});

}  // namespace metrisk::segmentation::editing
