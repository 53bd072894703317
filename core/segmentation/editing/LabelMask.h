#pragma once

#include "core/imaging/LabelMap.h"

#include <optional>
#include <vector>

namespace metrisk::segmentation::editing {

/// One slice of a volume.
struct Slice {
    int axis = 2;  // the voxel axis across it
    int index = 0;
};

/// The part of a label map in which a tool works: inside or outside for every voxel of a box, which may reach beyond
/// the volume. x fastest.
struct LabelMask {
    imaging::Index3 low{0, 0, 0};   // the volume's voxel that (0, 0, 0) of the mask is
    imaging::Index3 size{0, 0, 0};
    std::vector<std::uint8_t> inside;

    LabelMask() = default;
    LabelMask(const imaging::Index3& lowest, const imaging::Index3& boxSize);

    bool empty() const { return inside.empty(); }
    std::size_t offset(const imaging::Index3& at) const
    {
        return (std::size_t(at[2]) * std::size_t(size[1]) + std::size_t(at[1])) * std::size_t(size[0]) + std::size_t(at[0]);
    }
    std::size_t stride(int axis) const;
    imaging::Index3 at(std::size_t offset) const;
    imaging::Index3 volumeVoxel(std::size_t offset) const;
};

/// The box round all voxels whose label is at least `atLeast` (2: the core, 1: the whole lesion), of one slice or of the
/// volume, with a margin on every side that is outside; the margin never leaves the slice. Empty without such a voxel.
LabelMask maskOf(const imaging::LabelView& labels, std::uint8_t atLeast, const std::optional<Slice>& slice,
                 const imaging::Index3& margin);

bool isInVolume(const imaging::Index3& size, const imaging::Index3& voxel);

}  // namespace metrisk::segmentation::editing
