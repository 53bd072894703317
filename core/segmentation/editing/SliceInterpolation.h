#pragma once

#include "core/segmentation/editing/Region.h"

namespace metrisk::segmentation::editing {

/// What lies between slices that were drawn and has not been: shapes one over the other, with at least one empty slice
/// between them and at most `largestGapMm` apart, are joined by blending their signed distances (shape-based
/// interpolation, Raya and Udupa 1990). Of the core, or of the whole lesion for oedema. Slices are stacked along
/// `sliceAxis`; the result holds no voxel that has the label already.
Region betweenSlices(const imaging::LabelView& labels, const Eigen::Vector3d& spacingMm, imaging::Label label, int sliceAxis,
                     double largestGapMm);

}  // namespace metrisk::segmentation::editing
