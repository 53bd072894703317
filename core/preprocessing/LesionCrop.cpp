#include "core/preprocessing/LesionCrop.h"

#include "core/common/Error.h"

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::CropPlacement;
using imaging::Index3;
using imaging::LabelMap;

struct Box {
    Index3 low, high;  // inclusive
};

Box boxOf(const LabelMap& labels, bool coreOnly)
{
    Box box{labels.size(), {-1, -1, -1}};
    std::size_t next = 0;
    for (int z = 0; z < labels.size()[2]; ++z)
        for (int y = 0; y < labels.size()[1]; ++y)
            for (int x = 0; x < labels.size()[0]; ++x) {
                const auto value = labels.voxels()[next++];
                if (value == imaging::Background || (coreOnly && value != imaging::Core))
                    continue;
                const Index3 voxel{x, y, z};
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    box.low[axis] = std::min(box.low[axis], voxel[axis]);
                    box.high[axis] = std::max(box.high[axis], voxel[axis]);
                }
            }
    return box;
}

/// One axis of the reference's rule. The wanted box may stick out of the volume; what is missing
/// is padded on both sides alike, so that the lesion is then no longer in the middle.
void placeAxis(CropPlacement& placement, std::size_t axis, const Box& box, int volumeSize,
               const CropRule& rule)
{
    const int lesion = box.high[axis] - box.low[axis] + 1;
    const double grow = rule.size ? ((*rule.size)[axis] - lesion) / 2.0 : 0.0;
    const int low = int(std::floor(box.low[axis] - grow - rule.margin));
    const int high = int(std::floor(box.high[axis] + grow + rule.margin));
    const int missing = std::max(0, -low) + std::max(0, high - (volumeSize - 1));
    placement.size[axis] = high - low + 1;
    placement.low[axis] = std::max(low, 0);
    placement.taken[axis] = std::min(high, volumeSize - 1) - placement.low[axis] + 1;
    placement.padLow[axis] = missing / 2;
}

void check(const CropRule& rule)
{
    constexpr int largest = 4096;
    const auto sensible = [](int voxels) { return voxels >= 1 && voxels <= largest; };
    const bool sizeOk = !rule.size || std::all_of(rule.size->begin(), rule.size->end(), sensible);
    if (!sizeOk || rule.margin < 0 || rule.margin > largest)
        throw Error(Error::Kind::Input, "The size of the crop around the lesion makes no sense.",
                    "Use 1 to 4096 voxels per axis and a margin that is not negative.");
}

template <class Grid>
std::vector<float> takenFrom(const Grid& grid, const CropPlacement& placement)
{
    const Index3& size = placement.size;
    const std::size_t columns = std::size_t(size[1]), depth = std::size_t(size[2]);
    std::vector<float> values(columns * depth * std::size_t(size[0]), 0.0F);
    for (int x = 0; x < placement.taken[0]; ++x)
        for (int y = 0; y < placement.taken[1]; ++y)
            for (int z = 0; z < placement.taken[2]; ++z) {
                const std::size_t row = std::size_t(x + placement.padLow[0]) * columns +
                                        std::size_t(y + placement.padLow[1]);
                values[row * depth + std::size_t(z + placement.padLow[2])] = float(
                    grid.at(x + placement.low[0], y + placement.low[1], z + placement.low[2]));
            }
    return values;
}

}  // namespace

CropPlacement placeCrop(const LabelMap& lesion, const CropRule& rule)
{
    check(rule);
    // The reference measures both boxes, so that a mask without core has no crop at all.
    const Box core = boxOf(lesion, true);
    if (core.high[0] < 0)
        throw Error(Error::Kind::Input,
                    "The label has no metastasis core (2), so there is no lesion to look at.",
                    "Choose a label with 1 for oedema and 2 for the metastasis core.");
    const Box box = rule.aroundCore ? core : boxOf(lesion, false);
    CropPlacement placement;
    for (std::size_t axis = 0; axis < 3; ++axis)
        placeAxis(placement, axis, box, lesion.size()[axis], rule);
    return placement;
}

std::vector<float> cropped(const imaging::Volume& volume, const CropPlacement& placement)
{
    return takenFrom(volume, placement);
}

std::vector<float> cropped(const LabelMap& labels, const CropPlacement& placement)
{
    return takenFrom(labels, placement);
}

}  // namespace metrisk::preprocessing
