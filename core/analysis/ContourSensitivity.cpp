#include "core/analysis/ContourSensitivity.h"

#include "core/analysis/ModelInputMaker.h"
#include "core/imaging/DistanceMap.h"

#include <algorithm>

namespace metrisk::analysis {

namespace {

using imaging::Index3;
using imaging::LabelMap;

constexpr double shiftsMm[] = {-2.0, -1.0, 1.0, 2.0};
constexpr int marginVoxels = 6;     // around the lesion: more than the largest shift
constexpr double roundingMm = 1e-6; // distances between voxel centres are sums of squares

/// The part of the volume in which anything can change.
struct Box {
    Index3 low{}, size{};

    Index3 volumeVoxel(std::size_t index) const
    {
        const auto x = int(index % std::size_t(size[0])), rest = int(index / std::size_t(size[0]));
        return {low[0] + x, low[1] + rest % size[1], low[2] + rest / size[1]};
    }
    std::size_t voxels() const { return std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]); }
};

Box boxAround(const LabelMap& lesion)
{
    const auto& extent = lesion.geometry().size;
    Index3 low = extent, high{-1, -1, -1};
    for (int z = 0; z < extent[2]; ++z)
        for (int y = 0; y < extent[1]; ++y)
            for (int x = 0; x < extent[0]; ++x)
                if (lesion.at({x, y, z}) != imaging::Background)
                    for (std::size_t axis = 0; axis < 3; ++axis) {
                        const int place = Index3{x, y, z}[axis];
                        low[axis] = std::min(low[axis], place);
                        high[axis] = std::max(high[axis], place);
                    }
    Box box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        box.low[axis] = std::max(0, low[axis] - marginVoxels);
        box.size[axis] = std::min(extent[axis] - 1, high[axis] + marginVoxels) - box.low[axis] + 1;
    }
    return box;
}

/// Where the marked region lies once its outline has moved; it grows only where `allowed`.
std::vector<bool> moved(const std::vector<bool>& marked, const std::vector<bool>& allowed, const Box& box,
                        const Eigen::Vector3d& spacingMm, double mm)
{
    auto measured = marked;
    if (mm < 0)
        measured.flip();  // distance to the nearest voxel outside
    const auto squared = imaging::squaredDistanceMm2(measured, box.size, spacingMm);
    const double reach = std::abs(mm) + roundingMm;
    std::vector<bool> result(marked.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        const bool near = squared[i] <= reach * reach;
        result[i] = mm < 0 ? marked[i] && !near : marked[i] || (near && allowed[i]);
    }
    return result;
}

}  // namespace

std::optional<LabelMap> shiftedContour(const LabelMap& lesion, const imaging::Volume& brain, double mm)
{
    const Box box = boxAround(lesion);
    std::vector<bool> core(box.voxels()), whole(box.voxels()), allowed(box.voxels());
    for (std::size_t i = 0; i < box.voxels(); ++i) {
        const auto voxel = box.volumeVoxel(i);
        core[i] = lesion.at(voxel) == imaging::Core;
        whole[i] = lesion.at(voxel) != imaging::Background;
        allowed[i] = brain.at(voxel) > 0.0F || whole[i];
    }
    const auto spacing = lesion.geometry().spacingMm();
    const auto newCore = moved(core, allowed, box, spacing, mm), newWhole = moved(whole, allowed, box, spacing, mm);
    if (std::ranges::none_of(newCore, std::identity{}))
        return std::nullopt;
    auto voxels = lesion.voxels();
    const auto& extent = lesion.geometry().size;
    for (std::size_t i = 0; i < box.voxels(); ++i) {
        const auto [x, y, z] = box.volumeVoxel(i);
        const auto offset = (std::size_t(z) * std::size_t(extent[1]) + std::size_t(y)) * std::size_t(extent[0]) + std::size_t(x);
        voxels[offset] = newCore[i] ? imaging::Core : newWhole[i] ? imaging::Oedema : imaging::Background;
    }
    return LabelMap(lesion.geometry(), std::move(voxels));
}

std::vector<ContourShift> contourSensitivity(const inference::RiskModel& model, const imaging::Volume& t1ce,
                                             const imaging::Volume& flair, const LabelMap& lesion,
                                             const std::vector<float>& clinical, const Job& job)
{
    const auto& package = model.package();
    std::vector<ContourShift> shifts;
    double done = 0.0;
    for (const double mm : shiftsMm) {
        const auto part = job.part(done, done + 1.0 / double(std::size(shiftsMm)));
        done += 1.0 / double(std::size(shiftsMm));
        const auto shifted = shiftedContour(lesion, t1ce, mm);
        if (!shifted)
            continue;
        auto input = imageInput(t1ce, flair, *shifted, package.architecture.imageSize, package.input, part.part(0.0, 0.3));
        input.clinical = clinical;
        const auto prediction = model.predict(input, part.part(0.3, 1.0));
        shifts.push_back({mm, prediction.mean, prediction.group, prediction.percentile});
    }
    return shifts;
}

}  // namespace metrisk::analysis
