#pragma once

#include "core/imaging/Volume.h"

#include <string>
#include <vector>

namespace metrisk::preprocessing {

/// A sentence when the grid is not the one the model was trained in: 240×240×155 voxels of 1 mm, axes
/// along the patient's, as BraTS and SRI24 have it.
std::vector<std::string> gridNotes(const imaging::ImageGeometry& geometry);

/// Sentences when the volume does not look like a brain on a background of zeros: a border that is
/// not empty, more tissue than a brain has, or a background of another value.
std::vector<std::string> brainNotes(const imaging::Volume& volume, const std::string& name);

}  // namespace metrisk::preprocessing
