#pragma once

#include "core/imaging/CropPlacement.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <optional>
#include <vector>

namespace metrisk::preprocessing {

struct CropRule {
    std::optional<imaging::Index3> size;  // voxels; absent: the lesion's own box
    int margin = 0;                       // voxels added on each side
    bool aroundCore = false;              // box of label 2 only; else of every label
};

/// The crop centred on the lesion's box as the reference implementation places it: an odd remainder
/// goes to the low side, and padding needed at a border is spread over both sides. Throws
/// Error{Input} for a mask without core.
imaging::CropPlacement placeCrop(const imaging::LabelMap& lesion, const CropRule& rule);

/// The voxels of the crop, C order [x, y, z] (z fastest), zero where padded.
std::vector<float> cropped(const imaging::Volume& volume, const imaging::CropPlacement& placement);
std::vector<float> cropped(const imaging::LabelMap& labels, const imaging::CropPlacement& placement);

}  // namespace metrisk::preprocessing
