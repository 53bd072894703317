#include "core/inference/ModelInput.h"

#include "core/imaging/LabelMap.h"

namespace metrisk::inference {

LesionIntensities lesionIntensities(const inference::ModelInput& input)
{
    const std::size_t voxels = input.image.size() / 3;
    double core = 0.0, lesion = 0.0, coreCount = 0.0, lesionCount = 0.0;
    for (std::size_t i = 0; i < voxels; ++i) {
        const float label = input.image[2 * voxels + i];
        core += label == float(imaging::Core) ? double(input.image[i]) : 0.0;
        coreCount += label == float(imaging::Core) ? 1.0 : 0.0;
        lesion += label > 0.0F ? double(input.image[voxels + i]) : 0.0;
        lesionCount += label > 0.0F ? 1.0 : 0.0;
    }
    return {coreCount > 0 ? core / coreCount : 0.0, lesionCount > 0 ? lesion / lesionCount : 0.0};
}

}  // namespace metrisk::inference
