#include "core/common/Error.h"
#include "core/inference/ModelPackage.h"

#include <algorithm>
#include <cstdint>

namespace metrisk::inference {

namespace {

constexpr int largestVoxels = 1 << 26;  // 400 voxels along each axis

void checkRange(const std::string& name, int value, int low, int high)
{
    if (value < low || value > high)
        throw Error(Error::Kind::Model,
                    "The model pack asks for " + name + " = " + std::to_string(value) + "; from " +
                        std::to_string(low) + " to " + std::to_string(high) + " is possible.",
                    "Use a pack made for this version of MetRisk.");
}

}  // namespace

imaging::Index3 Architecture::tokenGrid() const
{
    return {imageSize[0] / patchSize, imageSize[1] / patchSize, imageSize[2] / patchSize};
}

int Architecture::patches() const
{
    const auto grid = tokenGrid();
    return grid[0] * grid[1] * grid[2];
}

int Architecture::tokens() const { return 1 + patches() + registers; }

void Architecture::check() const
{
    // Upper limits keep every product below within int and every buffer within reason.
    checkRange("channels", channels, 1, 16);
    checkRange("patchSize", patchSize, 1, 128);
    for (const int extent : imageSize)
        checkRange("imageSize", extent, patchSize, 1024);
    checkRange("heads", heads, 1, 256);
    checkRange("hiddenSize", hiddenSize, 1, 8192);
    checkRange("mlpSize", mlpSize, 1, 32768);
    checkRange("layers", layers, 1, 128);
    checkRange("registers", registers, 0, 256);
    checkRange("clinicalFeatures", clinicalFeatures, 0, 4096);
    const std::int64_t voxels = std::int64_t(imageSize[0]) * imageSize[1] * imageSize[2];
    checkRange("voxels of the crop", int(std::min<std::int64_t>(voxels, largestVoxels + 1)), 1, largestVoxels);
    checkRange("patches", patches(), 1, 8192);
    if (hiddenSize % heads != 0)
        throw Error(Error::Kind::Model,
                    "The model pack's hidden size " + std::to_string(hiddenSize) + " cannot be split into " +
                        std::to_string(heads) + " heads.",
                    "Use a pack made for this version of MetRisk.");
}

}  // namespace metrisk::inference
