#include "tests/rendering/SceneFixture.h"

#include <algorithm>
#include <cmath>

namespace metrisk::testing {

using namespace ui::rendering;

imaging::Volume phantomRelevance(const phantom::Options& options, bool smooth)
{
    const auto grid = phantom::geometry(options);
    std::vector<float> voxels;
    voxels.reserve(grid.voxelCount());
    for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y)
            for (int x = 0; x < grid.size[0]; ++x) {
                // Blocks are cut in the patient, so that every storage order gets the same ones.
                const Eigen::Vector3d at = grid.patientAt({x, y, z});
                const Eigen::Vector3d block = (at.array() / 16).floor() * 16 + 8;
                const double distance = ((smooth ? at : block) - options.lesionCentreMm).norm();
                voxels.push_back(float(std::max(0.0, 1 - distance / 48)));
            }
    const float most = *std::max_element(voxels.begin(), voxels.end());
    for (auto& value : voxels)
        value /= most;
    return {grid, std::move(voxels)};
}

std::shared_ptr<CaseVolumes> phantomVolumes(const phantom::Options& options, Relevance relevance)
{
    auto volumes =
        std::make_shared<CaseVolumes>(phantom::t1ce(options), phantom::flair(options), phantom::label(options));
    if (relevance != Relevance::None)
        volumes->setRelevance(phantomRelevance(options, relevance == Relevance::Smooth));
    return volumes;
}

ViewState openingState(const CaseVolumes& volumes)
{
    ViewState state;
    // Next to the lesion's centre, which itself lies between two voxels.
    const Eigen::Vector3d beside = phantom::Options{}.lesionCentreMm + Eigen::Vector3d(1, -1, 0);
    state.crosshairMm = snappedToVoxel(volumes.geometry(), beside);
    state.t1ce = defaultWindowLevel(volumes.volume(BaseImage::T1ce));
    state.flair = defaultWindowLevel(volumes.volume(BaseImage::Flair));
    return state;
}

PaneView wholeHead(const CaseVolumes& volumes, imaging::Plane plane, int widthPx, int heightPx)
{
    return {volumes.headCentreMm(), fittingPixelsPerMm(volumes, plane, widthPx, heightPx), widthPx, heightPx, 1.0};
}

}  // namespace metrisk::testing
