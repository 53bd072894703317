#pragma once

#include "core/imaging/ImageGeometry.h"

#include <algorithm>
#include <limits>

namespace metrisk::segmentation::editing {

/// The voxels from `low` to `high`, both included; empty until something was included.
struct VoxelBox {
    imaging::Index3 low{std::numeric_limits<int>::max(), std::numeric_limits<int>::max(), std::numeric_limits<int>::max()};
    imaging::Index3 high{-1, -1, -1};

    bool empty() const { return high[0] < low[0]; }
    void include(const imaging::Index3& voxel)
    {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], voxel[axis]);
            high[axis] = std::max(high[axis], voxel[axis]);
        }
    }
    void join(const VoxelBox& other)
    {
        if (other.empty())
            return;
        include(other.low);
        include(other.high);
    }
    bool operator==(const VoxelBox&) const = default;
};

}  // namespace metrisk::segmentation::editing
