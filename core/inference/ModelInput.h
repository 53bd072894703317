#pragma once

#include "core/imaging/CropPlacement.h"

#include <vector>

namespace metrisk::inference {

/// What the model reads about one lesion.
struct ModelInput {
    imaging::CropPlacement placement;  // where the crop lies in the prepared case
    std::vector<float> image;          // [3, x, y, z] C order: T1-CE and FLAIR in 0..1, label 0/1/2
    std::vector<float> clinical;       // the pack's clinical columns
};

}  // namespace metrisk::inference
