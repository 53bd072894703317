#pragma once

#include "core/training/BrainVoxels.h"
#include "core/training/LesionGrowth.h"

namespace metrisk::training {

/// Signal of each tissue in one sequence, arbitrary scanner units.
struct Contrast {
    float white, grey, deepGrey, fluid, vessel;
    float rim, necrosis;
    float oedema;         // factor on white matter
    float periventricular;  // added next to the ventricles of an old brain
    float noise;          // Rician, standard deviation of each channel
    float unevenness;     // standard deviation of the receive field's logarithm
};

Contrast t1ceContrast();
Contrast flairContrast();

/// The voxels of one sequence, whole numbers, 0 outside the brain and at least 1 inside.
std::vector<float> drawn(const std::vector<BrainVoxel>& brain, const GrownLesion& lesion, const Contrast& contrast,
                         float atrophy, std::size_t voxelCount, const Random& random);

}  // namespace metrisk::training
