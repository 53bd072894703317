#include "core/segmentation/ConnectedComponents.h"

namespace metrisk::segmentation {

namespace {

using imaging::Index3;
using imaging::LabelMap;

/// 1 where the label passes the test and no component has taken the voxel yet.
std::vector<std::uint8_t> openVoxels(const LabelMap& labels, const LabelTest& belongs)
{
    std::array<std::uint8_t, 256> passes{};
    for (int value = 0; value < 256; ++value)
        passes[std::size_t(value)] = belongs(std::uint8_t(value)) ? 1 : 0;
    std::vector<std::uint8_t> open(labels.voxels().size());
    std::transform(labels.voxels().begin(), labels.voxels().end(), open.begin(),
                   [&](std::uint8_t value) { return passes[value]; });
    return open;
}

/// Takes the seed and everything connected to it out of `open`.
Component grownFrom(std::size_t seed, const Index3& size, std::vector<std::uint8_t>& open)
{
    Component component{{seed}, voxelAtOffset(size, seed)};
    open[seed] = 0;
    for (std::size_t next = 0; next < component.voxels.size(); ++next) {
        const std::size_t voxel = component.voxels[next];
        component.firstInCOrder = std::min(component.firstInCOrder, voxelAtOffset(size, voxel));
        forEachNeighbour(size, voxel, [&](std::size_t neighbour) {
            if (open[neighbour]) {
                open[neighbour] = 0;
                component.voxels.push_back(neighbour);
            }
        });
    }
    return component;
}

}  // namespace

Index3 voxelAtOffset(const Index3& size, std::size_t offset)
{
    const std::size_t row = std::size_t(size[0]), rows = std::size_t(size[1]);
    return {int(offset % row), int(offset / row % rows), int(offset / (row * rows))};
}

std::vector<Component> componentsOf(const LabelMap& labels, const LabelTest& belongs, const Job& job)
{
    std::vector<Component> components;
    if (labels.empty())
        return components;
    auto open = openVoxels(labels, belongs);
    const std::size_t slice = std::size_t(labels.size()[0]) * std::size_t(labels.size()[1]);
    for (std::size_t seed = 0; seed < open.size(); ++seed) {
        if (seed % slice == 0)
            job.advance(double(seed) / double(open.size()));
        if (open[seed])
            components.push_back(grownFrom(seed, labels.size(), open));
    }
    return components;
}

}  // namespace metrisk::segmentation
