#include "core/training/BrainVoxels.h"

namespace metrisk::training {

namespace {

constexpr float marginMm = 0.8F;  // skull stripping leaves a film of fluid
constexpr int coarse = 4;         // voxels per side of the blocks that are tested at once
constexpr float blockReachMm = 8.0F;

bool blockMayHoldBrain(const HeadAnatomy& anatomy, int x, int y, int z)
{
    return anatomy.hullMm(headFromVoxel({x + coarse / 2, y + coarse / 2, z + coarse / 2})) > -blockReachMm;
}

}  // namespace

Eigen::Vector3f headFromVoxel(const imaging::Index3& voxel)
{
    return {float(voxel[0]) - 119.5F, float(voxel[1]) - 109.0F, float(voxel[2]) - 70.0F};
}

std::vector<BrainVoxel> brainVoxels(const HeadAnatomy& anatomy, const imaging::Index3& size,
                                    const Displacement& pushed, const std::function<void(double)>& progress)
{
    std::vector<BrainVoxel> voxels;
    voxels.reserve(1'800'000);
    const auto add = [&](int x, int y, int z) {
        const auto mm = headFromVoxel({x, y, z});
        const float hull = anatomy.hullMm(mm);
        if (hull > -marginMm)
            voxels.push_back({std::uint32_t((z * size[1] + y) * size[0] + x), mm, hull,
                              anatomy.tissueAt(pushed(mm, hull))});
    };
    for (int z = 0; z < size[2]; z += coarse) {
        progress(double(z) / size[2]);
        for (int y = 0; y < size[1]; y += coarse)
            for (int x = 0; x < size[0]; x += coarse)
                if (blockMayHoldBrain(anatomy, x, y, z))
                    for (int k = z; k < std::min(z + coarse, size[2]); ++k)
                        for (int j = y; j < std::min(y + coarse, size[1]); ++j)
                            for (int i = x; i < std::min(x + coarse, size[0]); ++i)
                                add(i, j, k);
    }
    return voxels;
}

}  // namespace metrisk::training
