#pragma once

#include "core/imaging/VoxelGrid.h"

namespace metrisk::imaging {

/// What a voxel of a LabelMap is, as the reference implementation numbers it.
enum Label : std::uint8_t { Background = 0, Oedema = 1, Core = 2 };

using LabelMap = VoxelGrid<std::uint8_t>;

/// Label voxels that somebody else owns and may go on changing: what drawing and editing read without a copy.
struct LabelView {
    const std::uint8_t* voxels = nullptr;  // x fastest
    Index3 size{0, 0, 0};

    LabelView(const std::uint8_t* firstVoxel, const Index3& gridSize) : voxels(firstVoxel), size(gridSize) {}
    LabelView(const LabelMap& labels) : voxels(labels.data()), size(labels.size()) {}  // NOLINT: a map can be read as a view

    std::size_t offset(const Index3& voxel) const
    {
        return (std::size_t(voxel[2]) * std::size_t(size[1]) + std::size_t(voxel[1])) * std::size_t(size[0]) +
               std::size_t(voxel[0]);
    }
    std::uint8_t at(const Index3& voxel) const { return voxels[offset(voxel)]; }
};

}  // namespace metrisk::imaging
