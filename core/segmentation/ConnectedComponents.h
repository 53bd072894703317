#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace metrisk::segmentation {

/// Voxels that touch by a face, an edge or a corner (26-connectivity), as offsets into the
/// label map's memory in ascending order of the walk.
struct Component {
    std::vector<std::size_t> voxels;
    imaging::Index3 firstInCOrder{0, 0, 0};  // first voxel when x runs slowest and z fastest
};

using LabelTest = std::function<bool(std::uint8_t)>;

/// Every component of the voxels whose label passes the test.
std::vector<Component> componentsOf(const imaging::LabelMap& labels, const LabelTest& belongs,
                                    const Job& job = {});

/// Calls `visit` with the offset of each of the up to 26 neighbours of a voxel.
template <class Visit>
void forEachNeighbour(const imaging::Index3& size, std::size_t offset, const Visit& visit)
{
    const std::size_t row = std::size_t(size[0]);
    const std::size_t slice = row * std::size_t(size[1]);
    const int x = int(offset % row), y = int(offset / row % std::size_t(size[1])), z = int(offset / slice);
    for (int nz = std::max(z - 1, 0); nz <= std::min(z + 1, size[2] - 1); ++nz)
        for (int ny = std::max(y - 1, 0); ny <= std::min(y + 1, size[1] - 1); ++ny)
            for (int nx = std::max(x - 1, 0); nx <= std::min(x + 1, size[0] - 1); ++nx)
                if (nx != x || ny != y || nz != z)
                    visit(std::size_t(nz) * slice + std::size_t(ny) * row + std::size_t(nx));
}

/// The voxel that lies at an offset in memory.
imaging::Index3 voxelAtOffset(const imaging::Index3& size, std::size_t offset);

}  // namespace metrisk::segmentation
