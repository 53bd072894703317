#include "core/segmentation/LesionSegmenter.h"

#include "core/segmentation/ConnectedComponents.h"

namespace metrisk::segmentation {

namespace {

double coreMl(const imaging::LabelMap& labels, const Component& lesion)
{
    const auto core = std::ranges::count_if(
        lesion.voxels, [&](std::size_t voxel) { return labels.voxels()[voxel] == imaging::Core; });
    return double(core) * labels.geometry().voxelVolumeMl();
}

}  // namespace

using imaging::LabelMap;

LabelMap labelsFrom(const LesionProbabilities& probabilities, const LabelRule& rule, const Job& job)
{
    const auto &whole = probabilities.whole.voxels(), &core = probabilities.core.voxels();
    std::vector<std::uint8_t> labels(whole.size(), imaging::Background);
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (double(core.at(i)) > rule.coreThreshold)
            labels[i] = imaging::Core;
        else if (double(whole[i]) > rule.wholeThreshold)
            labels[i] = imaging::Oedema;
    return withoutSmallLesions({probabilities.whole.geometry(), std::move(labels)}, rule.smallestLesionMl, job);
}

LabelMap withoutSmallLesions(const LabelMap& labels, double smallestMl, const Job& job)
{
    if (smallestMl <= 0.0 || labels.empty())
        return labels;
    auto kept = labels.voxels();
    const auto isLesion = [](std::uint8_t label) { return label != imaging::Background; };
    for (const auto& lesion : componentsOf(labels, isLesion, job))
        if (coreMl(labels, lesion) < smallestMl)
            for (const std::size_t voxel : lesion.voxels)
                kept[voxel] = imaging::Background;
    return {labels.geometry(), std::move(kept)};
}

}  // namespace metrisk::segmentation
