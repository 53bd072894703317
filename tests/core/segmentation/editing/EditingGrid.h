#pragma once

#include "core/segmentation/editing/LabelEditor.h"

#include <algorithm>

namespace metrisk::segmentation::editing {

/// A grid in RAS order with voxel (0, 0, 0) at the patient's origin, all background unless said otherwise.
inline imaging::LabelMap gridOf(const imaging::Index3& size, const Eigen::Vector3d& spacingMm = {1, 1, 1}, std::uint8_t label = 0)
{
    imaging::ImageGeometry geometry;
    geometry.size = size;
    geometry.patientFromVoxel.linear() = Eigen::Vector3d(-spacingMm[0], -spacingMm[1], spacingMm[2]).asDiagonal();
    return {geometry, std::vector<std::uint8_t>(geometry.voxelCount(), label)};
}

inline std::ptrdiff_t count(const imaging::LabelMap& labels, imaging::Label label)
{
    return std::count(labels.voxels().begin(), labels.voxels().end(), label);
}

/// Every voxel whose place passes a test, as a region.
template <class Test>
Region regionWhere(const imaging::Index3& size, Test&& isIn)
{
    Region region;
    std::size_t offset = 0;
    for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y)
            for (int x = 0; x < size[0]; ++x, ++offset)
                if (isIn(x, y, z))
                    append(region, offset);
    return region;
}

}  // namespace metrisk::segmentation::editing
