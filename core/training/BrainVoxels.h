#pragma once

#include "core/imaging/ImageGeometry.h"
#include "core/training/HeadAnatomy.h"

#include <functional>
#include <vector>

namespace metrisk::training {

/// A voxel inside the brain mask.
struct BrainVoxel {
    std::uint32_t offset = 0;  // in the volume
    Eigen::Vector3f headMm;
    float hullMm = 0.0F;
    Tissue tissue;
};

/// Head millimetres (right, anterior, superior) of a voxel of the simulation grid, which lies in
/// RAS order; the head's origin is where SRI24 has the middle of the brain.
Eigen::Vector3f headFromVoxel(const imaging::Index3& voxel);

/// Every voxel of the skull-stripped brain. `pushed` says where the tissue at a place comes from.
using Displacement = std::function<Eigen::Vector3f(const Eigen::Vector3f& headMm, float hullMm)>;
std::vector<BrainVoxel> brainVoxels(const HeadAnatomy& anatomy, const imaging::Index3& size,
                                    const Displacement& pushed, const std::function<void(double)>& progress);

}  // namespace metrisk::training
