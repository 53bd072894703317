#include "core/imaging/SurfaceDistance.h"

#include "core/common/Quantile.h"
#include "core/imaging/DistanceMap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::imaging {

namespace {

bool inside(const LabelMap& labels, Region region, Index3 voxel)
{
    return labels.geometry().contains(voxel) && isIn(region, labels.at(voxel));
}

bool onBorder(const LabelMap& labels, Region region, const Index3& voxel)
{
    if (!inside(labels, region, voxel))
        return false;
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (const int step : {-1, 1}) {
            auto neighbour = voxel;
            neighbour[axis] += step;
            if (!inside(labels, region, neighbour))
                return true;
        }
    return false;
}

std::vector<bool> borderOf(const LabelMap& labels, Region region)
{
    std::vector<bool> border;
    border.reserve(labels.voxels().size());
    const auto& size = labels.size();
    for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y)
            for (int x = 0; x < size[0]; ++x)
                border.push_back(onBorder(labels, region, {x, y, z}));
    return border;
}

/// From each border voxel of one map to the nearest of the other, ascending.
std::vector<double> distancesMm(const std::vector<bool>& from, const std::vector<bool>& to, const ImageGeometry& geometry)
{
    const auto squared = squaredDistanceMm2(to, geometry.size, geometry.spacingMm());
    std::vector<double> distances;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (from[i])
            distances.push_back(std::sqrt(squared[i]));
    std::ranges::sort(distances);
    return distances;
}

}  // namespace

std::optional<SurfaceDistance> surfaceDistance(const LabelMap& first, const LabelMap& second, Region region)
{
    checkSameGrid(first, second);
    const auto borderA = borderOf(first, region), borderB = borderOf(second, region);
    if (std::ranges::count(borderA, true) == 0 || std::ranges::count(borderB, true) == 0)
        return std::nullopt;
    const auto there = distancesMm(borderA, borderB, first.geometry()), back = distancesMm(borderB, borderA, first.geometry());
    SurfaceDistance distance;
    distance.hausdorffMm = std::max(there.back(), back.back());
    distance.hausdorff95Mm = std::max(common::quantileOfSorted(there, 0.95), common::quantileOfSorted(back, 0.95));
    distance.meanMm = (std::accumulate(there.begin(), there.end(), 0.0) + std::accumulate(back.begin(), back.end(), 0.0)) /
                      double(there.size() + back.size());
    return distance;
}

}  // namespace metrisk::imaging
