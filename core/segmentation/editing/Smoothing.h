#pragma once

#include "core/segmentation/editing/LabelMask.h"
#include "core/segmentation/editing/Region.h"

namespace metrisk::segmentation::editing {

/// A surface without its steps and spikes: each connected piece of the label (of the core, or of the whole lesion for
/// oedema) is blurred and cut where it keeps its number of voxels. Details below about `strengthMm` go. What the
/// core leaves becomes oedema where oedema touches it; smoothing the lesion leaves the core alone. In one slice, or in
/// space when none is named.
NewLabels smoothed(const imaging::LabelView& labels, const Eigen::Vector3d& spacingMm, imaging::Label label,
                   double strengthMm, const std::optional<Slice>& slice = {});

}  // namespace metrisk::segmentation::editing
