#include "core/segmentation/network/NetworkInput.h"

#include "core/imaging/IntensityScaling.h"

#include <algorithm>

namespace metrisk::segmentation {

namespace {

using imaging::Index3;
using imaging::Volume;
using torch::Tensor;

/// The voxels of a volume as a tensor of [x, y, z]; x runs fastest in the volume, z in the tensor.
Tensor viewOf(const Volume& volume)
{
    const auto [nx, ny, nz] = volume.size();
    auto* voxels = const_cast<float*>(volume.data());  // never written to
    return torch::from_blob(voxels, {nz, ny, nx}, torch::kFloat32).permute({2, 1, 0});
}

Tensor partOf(Tensor view, const BrainBox& box)
{
    for (std::size_t axis = 0; axis < 3; ++axis)
        view = view.narrow(std::int64_t(axis), box.low[axis], box.size[axis]);
    return view;
}

}  // namespace

BrainBox brainBoxOf(const std::vector<Volume>& volumes)
{
    const Index3 size = volumes.front().size();
    Index3 low = size, high{-1, -1, -1};
    for (const auto& volume : volumes) {
        const float* voxel = volume.data();
        for (int z = 0; z < size[2]; ++z)
            for (int y = 0; y < size[1]; ++y)
                for (int x = 0; x < size[0]; ++x, ++voxel)
                    if (*voxel > 0.0F) {
                        low = {std::min(low[0], x), std::min(low[1], y), std::min(low[2], z)};
                        high = {std::max(high[0], x), std::max(high[1], y), std::max(high[2], z)};
                    }
    }
    if (high[0] < 0)
        return {{0, 0, 0}, size};
    return {low, {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}};
}

std::vector<Volume> scaledChannels(const Volume& t1ce, const Volume& flair, const NetworkInputRule& rule)
{
    std::vector<Volume> channels;
    for (const auto& name : rule.channels)
        channels.push_back(imaging::scaledByPercentiles(name == "flair" ? flair : t1ce, rule.lowPercent, rule.highPercent));
    return channels;
}

Tensor tensorOf(const std::vector<Volume>& volumes, const BrainBox& box)
{
    std::vector<Tensor> channels;
    for (const auto& volume : volumes)
        channels.push_back(partOf(viewOf(volume), box));
    return torch::stack(channels).unsqueeze(0).contiguous();
}

Volume volumeOf(const Tensor& channel, const BrainBox& box, const imaging::ImageGeometry& geometry)
{
    Volume volume(geometry, std::vector<float>(geometry.voxelCount(), 0.0F));
    partOf(viewOf(volume), box).copy_(channel);  // nobody else holds it yet
    return volume;
}

std::vector<std::int64_t> mirroredAxes(const std::string& axisCodes)
{
    std::vector<std::int64_t> axes;
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (axisCodes[axis] != "RAS"[axis])
            axes.push_back(std::int64_t(axis) + 2);
    return axes;
}

std::vector<std::int64_t> axesNamed(const std::string& axes)
{
    std::vector<std::int64_t> dimensions;
    for (const char axis : axes)
        dimensions.push_back(axis - 'x' + 2);
    return dimensions;
}

}  // namespace metrisk::segmentation
