#pragma once

#include "core/segmentation/LesionList.h"

namespace metrisk::segmentation {

/// The lesions of an edited label under the IDs they had before: a lesion keeps the ID of the earlier one whose core it
/// shares most voxels with, each ID is kept by one lesion. What lies where a lesion was that is gone is that lesion again, as
/// after undo; what is new gets an ID that was never used. Both labels lie on one grid. The lesion that the user chose is the
/// index lesion whenever it is there.
LesionList withIdsOf(const LesionList& earlier, const imaging::LabelMap& earlierLabels, LesionList lesions,
                     const imaging::LabelMap& labels);

/// The list with the index lesion that the user chose, which comes first; the others stay largest first. No ID: the one that
/// the rule proposes. Throws Error{Input} for an ID that the list does not hold.
LesionList withIndex(LesionList lesions, std::optional<int> id, const imaging::LabelMap& labels);

/// The same for a choice whose lesion may be gone: until it comes back, the rule's is the index lesion.
LesionList withChoice(LesionList lesions, std::optional<int> id, const imaging::LabelMap& labels);

}  // namespace metrisk::segmentation
