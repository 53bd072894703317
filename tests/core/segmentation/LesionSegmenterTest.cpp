#include "core/segmentation/LesionSegmenter.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::segmentation {
namespace {

const imaging::ImageGeometry grid = phantom::geometry({.size = {20, 20, 20}, .spacingMm = 1.0});

imaging::Volume probabilities(const std::vector<std::pair<std::size_t, float>>& places)
{
    std::vector<float> values(grid.voxelCount(), 0.1F);
    for (const auto& [place, value] : places)
        values[place] = value;
    return {grid, std::move(values)};
}

TEST(LesionSegmenter, CallsCoreAboveItsThresholdAndOedemaWhereOnlyTheWholeLesionIsSure)
{
    const LesionProbabilities found{probabilities({{0, 0.9F}, {1, 0.9F}, {2, 0.5F}, {3, 0.2F}}),
                                    probabilities({{0, 0.9F}, {1, 0.3F}, {2, 0.3F}, {3, 0.7F}})};
    const auto labels = labelsFrom(found, {.wholeThreshold = 0.5, .coreThreshold = 0.6}).voxels();
    EXPECT_EQ(labels[0], imaging::Core);
    EXPECT_EQ(labels[1], imaging::Oedema);
    EXPECT_EQ(labels[2], imaging::Background);  // a threshold itself is not above it
    EXPECT_EQ(labels[3], imaging::Core);        // sure of the core: part of the lesion, whatever the other output says
    EXPECT_EQ(labels[4], imaging::Background);
}

TEST(LesionSegmenter, TakesSmallLesionsForNoiseTogetherWithTheirOedema)
{
    std::vector<std::uint8_t> voxels(grid.voxelCount(), 0);
    for (std::size_t i = 0; i < 10; ++i)
        voxels[i] = i < 5 ? imaging::Core : imaging::Oedema;  // five voxels of core, 0.005 mL, and as many of oedema
    voxels[8000 - 1] = imaging::Core;                          // one of a single voxel, in the far corner
    const auto kept = withoutSmallLesions({grid, voxels}, 0.005).voxels();
    EXPECT_EQ(std::ranges::count(kept, imaging::Core), 5);
    EXPECT_EQ(std::ranges::count(kept, imaging::Oedema), 5);
    EXPECT_EQ(withoutSmallLesions({grid, voxels}, 0.0).voxels(), voxels);
}

}  // namespace
}  // namespace metrisk::segmentation
