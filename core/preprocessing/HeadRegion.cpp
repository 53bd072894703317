#include "core/preprocessing/HeadRegion.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "core/imaging/DistanceMap.h"
#include "core/imaging/IntensityScaling.h"
#include "core/preprocessing/ItkImages.h"

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::ImageGeometry;
using imaging::LabelMap;

/// Marks what lies between the first and the last marked voxel of each line along an axis.
std::vector<bool> filledAlong(const std::vector<bool>& marked, const imaging::Index3& size, int axis)
{
    const std::array<std::size_t, 3> stride{1, std::size_t(size[0]), std::size_t(size[0]) * std::size_t(size[1])};
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    std::vector<bool> filled(marked.size());
    for (int i = 0; i < size[std::size_t(a)]; ++i)
        for (int j = 0; j < size[std::size_t(b)]; ++j) {
            const std::size_t line = std::size_t(i) * stride[std::size_t(a)] + std::size_t(j) * stride[std::size_t(b)];
            const auto at = [&](int k) { return line + std::size_t(k) * stride[std::size_t(axis)]; };
            int first = 0, last = size[std::size_t(axis)] - 1;
            while (first <= last && !marked[at(first)])
                ++first;
            while (last >= first && !marked[at(last)])
                --last;
            for (int k = first; k <= last; ++k)
                filled[at(k)] = true;
        }
    return filled;
}

/// Air is dark: less than a tenth of the way from the darkest to the brightest tissue.
std::vector<bool> brighterThanAir(const imaging::Volume& volume)
{
    const double low = imaging::percentileOf(volume.voxels(), 1.0), high = imaging::percentileOf(volume.voxels(), 98.0);
    const float threshold = float(low + 0.1 * (high - low));
    std::vector<bool> bright;
    bright.reserve(volume.voxels().size());
    for (const float value : volume.voxels())
        bright.push_back(value > threshold);
    return bright;
}

LabelMap labelOf(const ImageGeometry& geometry, const std::vector<bool>& marked)
{
    return {geometry, std::vector<std::uint8_t>(marked.begin(), marked.end())};
}

std::vector<std::size_t> markedVoxels(const LabelMap& region)
{
    std::vector<std::size_t> marked;
    for (std::size_t voxel = 0; voxel < region.voxels().size(); ++voxel)
        if (region.voxels()[voxel] != 0)
            marked.push_back(voxel);
    if (marked.empty())
        throw Error(Error::Kind::Input, "There is no head in the image to register.", "Choose another file.");
    return marked;
}

Eigen::Vector3d voxelAtOffset(const imaging::Index3& size, std::size_t offset)
{
    const std::size_t row = std::size_t(size[0]), rows = std::size_t(size[1]);
    return {double(offset % row), double(offset / row % rows), double(offset / (row * rows))};
}

}  // namespace

LabelMap headRegion(const imaging::Volume& volume)
{
    constexpr double coarseMm = 4.0;
    const auto coarse = shrunk(volume, coarseMm);
    const auto bright = brighterThanAir(coarse);
    const auto acrossX = filledAlong(bright, coarse.size(), 0), acrossY = filledAlong(bright, coarse.size(), 1);
    std::vector<bool> inside(bright.size());
    for (std::size_t i = 0; i < inside.size(); ++i)
        inside[i] = acrossX[i] && acrossY[i];
    return labelOf(coarse.geometry(), inside);
}

LabelMap grownRegion(const LabelMap& region, double marginMm)
{
    const std::vector<bool> marked(region.voxels().begin(), region.voxels().end());
    const auto distance = imaging::squaredDistanceMm2(marked, region.size(), region.geometry().spacingMm());
    std::vector<bool> grown;
    grown.reserve(distance.size());
    for (const double squared : distance)
        grown.push_back(squared <= marginMm * marginMm);
    return labelOf(region.geometry(), grown);
}

Eigen::Vector3d middleOf(const LabelMap& region)
{
    const auto marked = markedVoxels(region);
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (const std::size_t voxel : marked)
        sum += voxelAtOffset(region.size(), voxel);
    return region.geometry().patientFromVoxel * Eigen::Vector3d(sum / double(marked.size()));
}

double topOf(const LabelMap& region)
{
    std::vector<double> heights;
    for (const auto& place : placesIn(region, 20000, 1))
        heights.push_back(place.z());
    std::ranges::sort(heights);
    return heights[heights.size() * 995 / 1000];
}

std::vector<Eigen::Vector3d> placesIn(const LabelMap& region, int count, std::uint64_t seed)
{
    const auto marked = markedVoxels(region);
    Random random(seed);
    std::vector<Eigen::Vector3d> places;
    places.reserve(std::size_t(count));
    const double step = double(marked.size()) / double(count);
    for (int i = 0; i < count; ++i) {
        const auto pick = std::min(std::size_t((double(i) + random.uniform()) * step), marked.size() - 1);
        const double x = random.uniform(-0.5, 0.5), y = random.uniform(-0.5, 0.5), z = random.uniform(-0.5, 0.5);
        const Eigen::Vector3d within = voxelAtOffset(region.size(), marked[pick]) + Eigen::Vector3d(x, y, z);
        places.push_back(region.geometry().patientFromVoxel * within);
    }
    return places;
}

}  // namespace metrisk::preprocessing
