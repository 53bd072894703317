#pragma once

#include "core/io/StudyIndex.h"

namespace metrisk::io {

/// Gives each role to the best-founded series that can be used, of equal ones to the first; a label that no word tells
/// is looked for in the voxels of NIfTI files.
void chooseRoles(std::vector<FoundSeries>& series);

}  // namespace metrisk::io
