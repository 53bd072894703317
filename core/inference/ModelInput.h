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

/// How bright the lesion is in an input, so that patients can be compared; 0 where there is no such voxel.
struct LesionIntensities {
    double t1ceOfCore = 0.0;     // mean of the scaled T1-CE in the core
    double flairOfLesion = 0.0;  // mean of the scaled FLAIR in core and oedema
};
LesionIntensities lesionIntensities(const ModelInput& input);

}  // namespace metrisk::inference
