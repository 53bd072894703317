#include "core/segmentation/editing/LabelMask.h"

#include "core/segmentation/editing/VoxelBox.h"

namespace metrisk::segmentation::editing {

namespace {

using imaging::Index3;

VoxelBox boxOf(const imaging::LabelView& labels, std::uint8_t atLeast, const VoxelBox& within)
{
    VoxelBox box;
    for (int z = within.low[2]; z <= within.high[2]; ++z)
        for (int y = within.low[1]; y <= within.high[1]; ++y) {
            const auto* row = labels.voxels + labels.offset({0, y, z});
            for (int x = within.low[0]; x <= within.high[0]; ++x)
                if (row[x] >= atLeast)
                    box.include({x, y, z});
        }
    return box;
}

VoxelBox searched(const Index3& size, const std::optional<Slice>& slice)
{
    VoxelBox box{{0, 0, 0}, {size[0] - 1, size[1] - 1, size[2] - 1}};
    if (slice)
        box.low[std::size_t(slice->axis)] = box.high[std::size_t(slice->axis)] = slice->index;
    return box;
}

}  // namespace

LabelMask::LabelMask(const Index3& lowest, const Index3& boxSize)
    : low(lowest), size(boxSize), inside(std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]), 0)
{
}

std::size_t LabelMask::stride(int axis) const
{
    return axis == 0 ? 1 : axis == 1 ? std::size_t(size[0]) : std::size_t(size[0]) * std::size_t(size[1]);
}

Index3 LabelMask::at(std::size_t offset) const
{
    const auto columns = std::size_t(size[0]), rows = std::size_t(size[1]);
    return {int(offset % columns), int(offset / columns % rows), int(offset / columns / rows)};
}

Index3 LabelMask::volumeVoxel(std::size_t offset) const
{
    const Index3 local = at(offset);
    return {low[0] + local[0], low[1] + local[1], low[2] + local[2]};
}

LabelMask maskOf(const imaging::LabelView& labels, std::uint8_t atLeast, const std::optional<Slice>& slice, const Index3& margin)
{
    const auto box = boxOf(labels, atLeast, searched(labels.size, slice));
    if (box.empty())
        return {};
    Index3 low{}, size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int around = slice && std::size_t(slice->axis) == axis ? 0 : margin[axis];
        low[axis] = box.low[axis] - around;
        size[axis] = box.high[axis] + around - low[axis] + 1;
    }
    LabelMask mask(low, size);
    for (int z = box.low[2]; z <= box.high[2]; ++z)
        for (int y = box.low[1]; y <= box.high[1]; ++y)
            for (int x = box.low[0]; x <= box.high[0]; ++x)
                mask.inside[mask.offset({x - low[0], y - low[1], z - low[2]})] = labels.at({x, y, z}) >= atLeast;
    return mask;
}

bool isInVolume(const Index3& size, const Index3& voxel)
{
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (voxel[axis] < 0 || voxel[axis] >= size[axis])
            return false;
    return true;
}

}  // namespace metrisk::segmentation::editing
