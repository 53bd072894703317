#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <string>

namespace metrisk::imaging {

/// The same voxels stored so that the axes point to `axisCodes` (such as "RAS"): axes are swapped
/// and flipped, nothing is resampled, and every voxel keeps its place in the patient.
Volume reorientedTo(const Volume& volume, const std::string& axisCodes);
LabelMap reorientedTo(const LabelMap& labels, const std::string& axisCodes);

}  // namespace metrisk::imaging
