#pragma once

#include "core/segmentation/editing/LabelEditor.h"

namespace metrisk::segmentation::editing {

/// One label as another segmentation of the same grid has it: what has the label here or there becomes what it is
/// there. Copying oedema under a protected core changes no voxel that is core here, and brings none.
/// Throws Error{Input} when the other segmentation lies on another grid.
NewLabels copied(const LabelEditor& editor, const imaging::LabelMap& from, const PaintRule& rule);

}  // namespace metrisk::segmentation::editing
