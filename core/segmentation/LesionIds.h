#pragma once

#include "core/segmentation/LesionList.h"

namespace metrisk::segmentation {

/// The lesions of an edited label under the IDs they had before: a lesion keeps the ID of the earlier one whose core it
/// shares most voxels with, each ID is kept by one lesion, and what is new gets an ID that was never used. Both labels lie on
/// one grid. The earlier index lesion stays the index lesion while it is there.
LesionList withIdsOf(const LesionList& earlier, const imaging::LabelMap& earlierLabels, LesionList lesions,
                     const imaging::LabelMap& labels);

/// The list with another index lesion, which comes first; the others stay largest first. `id` is of the list.
/// Throws Error{Input} for an ID that the list does not hold.
LesionList withIndex(LesionList lesions, int id, const imaging::LabelMap& labels);

}  // namespace metrisk::segmentation
