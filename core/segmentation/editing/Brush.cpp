#include "core/segmentation/editing/Brush.h"

#include "core/segmentation/editing/VoxelBox.h"

#include <cmath>

namespace metrisk::segmentation::editing {

namespace {

using Eigen::Vector3d;
using imaging::Index3;

constexpr double roundingMm2 = 1e-9;  // a voxel just on the rim belongs to the brush

/// The straight way of the brush, in millimetres along the volume's axes.
struct Way {
    Vector3d from, along;
    double lengthMm2;

    Way(const Vector3d& start, const Vector3d& end) : from(start), along(end - start), lengthMm2(along.squaredNorm()) {}

    double squaredDistanceMm2(const Vector3d& place) const
    {
        const Vector3d away = place - from;
        const double share = lengthMm2 > 0 ? std::clamp(away.dot(along) / lengthMm2, 0.0, 1.0) : 0.0;
        return (away - share * along).squaredNorm();
    }
};

Index3 nearestVoxel(const Vector3d& voxel)
{
    return {int(std::lround(voxel[0])), int(std::lround(voxel[1])), int(std::lround(voxel[2]))};
}

/// Every voxel inside the volume that the brush could reach.
VoxelBox reach(const imaging::ImageGeometry& geometry, const Vector3d& from, const Vector3d& to, const Brush& brush)
{
    const Vector3d radius = brush.radiusMm * geometry.spacingMm().cwiseInverse();
    VoxelBox box;
    for (int axis = 0; axis < 3; ++axis) {
        const auto a = std::size_t(axis);
        const double last = geometry.size[a] - 1;
        box.low[a] = int(std::clamp(std::floor(std::min(from[axis], to[axis]) - radius[axis]), 0.0, last));
        box.high[a] = int(std::clamp(std::ceil(std::max(from[axis], to[axis]) + radius[axis]), 0.0, last));
    }
    if (brush.sliceAxis)
        box.low[std::size_t(*brush.sliceAxis)] = box.high[std::size_t(*brush.sliceAxis)] =
            nearestVoxel(to)[std::size_t(*brush.sliceAxis)];
    return box;
}

}  // namespace

Region brushed(const imaging::ImageGeometry& geometry, const Vector3d& fromVoxel, const Vector3d& toVoxel, const Brush& brush)
{
    Region region;
    const Index3 end = nearestVoxel(toVoxel);
    if (brush.sliceAxis && (end[std::size_t(*brush.sliceAxis)] < 0 ||
                            end[std::size_t(*brush.sliceAxis)] >= geometry.size[std::size_t(*brush.sliceAxis)]))
        return region;
    const VoxelBox box = reach(geometry, fromVoxel, toVoxel, brush);
    const Vector3d spacing = geometry.spacingMm();
    Vector3d from = fromVoxel.cwiseProduct(spacing), to = toVoxel.cwiseProduct(spacing);
    if (brush.sliceAxis)
        from[*brush.sliceAxis] = to[*brush.sliceAxis] = end[std::size_t(*brush.sliceAxis)] * spacing[*brush.sliceAxis];
    const Way way(from, to);
    const double radiusMm2 = brush.radiusMm * brush.radiusMm + roundingMm2;
    for (int z = box.low[2]; z <= box.high[2]; ++z)
        for (int y = box.low[1]; y <= box.high[1]; ++y) {
            const std::size_t row = (std::size_t(z) * std::size_t(geometry.size[1]) + std::size_t(y)) * std::size_t(geometry.size[0]);
            for (int x = box.low[0]; x <= box.high[0]; ++x)
                if (way.squaredDistanceMm2(Vector3d(x, y, z).cwiseProduct(spacing)) <= radiusMm2 || Index3{x, y, z} == end)
                    append(region, row + std::size_t(x));
        }
    return region;
}

}  // namespace metrisk::segmentation::editing
