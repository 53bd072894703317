#include "core/explanation/Explanation.h"

#include <gtest/gtest.h>

namespace metrisk::explanation {
namespace {

using imaging::Index3;

/// Patches of four voxels, 2 x 3 x 1 of them, in a crop of 9 x 13 x 6 voxels that starts at voxel
/// (5, 0, 2) of the volume; two layers below y = 0 do not exist and were padded.
Explanation paddedExplanation()
{
    Explanation explanation;
    explanation.tokenGrid = {2, 3, 1};
    explanation.patchSize = 4;
    explanation.placement = {.size = {9, 13, 6}, .low = {5, 0, 2}, .taken = {9, 11, 6}, .padLow = {0, 2, 0}};
    return explanation;
}

imaging::ImageGeometry grid(const Index3& size)
{
    imaging::ImageGeometry geometry;
    geometry.size = size;
    return geometry;
}

/// Token order: x slowest, z fastest.
std::vector<double> oneToken(int x, int y, double value)
{
    std::vector<double> tokens(6, 0.0);
    tokens[std::size_t(3 * x + y)] = value;
    return tokens;
}

TEST(RelevanceVolume, PlacesEachBlockOnItsOwnVoxelsAndNothingElsewhere)
{
    const auto volume = relevanceVolume(paddedExplanation(), oneToken(1, 1, 0.3), grid({20, 21, 22}));
    // Token (1, 1, 0): crop x 4..7, y 4..7, z 0..3; in the volume 5 further in x, 2 back in y, 2 further in
    // z.
    for (int z = 0; z < 22; ++z)
        for (int y = 0; y < 21; ++y)
            for (int x = 0; x < 20; ++x) {
                const bool inside = x >= 9 && x <= 12 && y >= 2 && y <= 5 && z >= 2 && z <= 5;
                ASSERT_EQ(volume.at(x, y, z), inside ? 1.0F : 0.0F) << x << ' ' << y << ' ' << z;
            }
}

TEST(RelevanceVolume, CutsOffWhatFallsOnPadding)
{
    const auto volume = relevanceVolume(paddedExplanation(), oneToken(0, 0, 7.0), grid({20, 21, 22}));
    // Token (0, 0, 0): crop y 0..3, of which 0 and 1 are padding: volume y 0..1.
    int voxels = 0;
    for (const float value : volume.voxels())
        voxels += value > 0;
    EXPECT_EQ(voxels, 4 * 2 * 4);
    EXPECT_EQ(volume.at(5, 0, 2), 1.0F);
    EXPECT_EQ(volume.at(8, 1, 5), 1.0F);
    EXPECT_EQ(volume.at(8, 2, 5), 0.0F);
}

TEST(RelevanceVolume, ScalesByTheLargestTokenAndStaysZeroWithoutAny)
{
    auto tokens = oneToken(0, 1, 0.5);
    tokens[5] = 2.0;
    const auto volume = relevanceVolume(paddedExplanation(), tokens, grid({20, 21, 22}));
    EXPECT_EQ(volume.at(5, 2, 2), 0.25F);
    EXPECT_EQ(volume.at(9, 6, 2), 1.0F);
    const auto empty = relevanceVolume(paddedExplanation(), std::vector<double>(6, 0.0), grid({20, 21, 22}));
    for (const float value : empty.voxels())
        ASSERT_EQ(value, 0.0F);
}

TEST(RelevanceVolume, SmoothGoesStraightFromCentreToCentre)
{
    Explanation explanation;
    explanation.tokenGrid = {2, 1, 1};
    explanation.patchSize = 4;
    explanation.placement = {.size = {8, 4, 4}, .low = {0, 0, 0}, .taken = {8, 4, 4}, .padLow = {0, 0, 0}};
    const auto volume = relevanceVolume(explanation, {0.0, 1.0}, grid({10, 4, 4}), true);
    // Centres lie at 1.5 and 5.5; beyond them the value stays; voxels 8 and 9 were never seen.
    const float expected[] = {0, 0, 0.125F, 0.375F, 0.625F, 0.875F, 1, 1, 0, 0};
    for (int x = 0; x < 10; ++x)
        EXPECT_NEAR(volume.at(x, 1, 2), expected[x], 1e-6) << x;
}

TEST(RelevanceShares, CountEachTissueByTheRelevanceOfItsVoxels)
{
    const auto explanation = paddedExplanation();
    const auto geometry = grid({20, 21, 22});
    std::vector<std::uint8_t> label(geometry.voxelCount(), 0);
    std::vector<float> t1ce(geometry.voxelCount(), 0.0F);
    const auto offset = [&](int x, int y, int z) { return std::size_t((z * 21 + y) * 20 + x); };
    // Of the 64 voxels of token (1, 2, 0), x 9 is core, x 10 oedema; x 11 is brain, x 12 outside the head.
    for (int z = 2; z <= 5; ++z)
        for (int y = 6; y <= 9; ++y) {
            label[offset(9, y, z)] = imaging::Core;
            label[offset(10, y, z)] = imaging::Oedema;
            t1ce[offset(9, y, z)] = t1ce[offset(10, y, z)] = t1ce[offset(11, y, z)] = 100.0F;
        }
    auto tokens = oneToken(1, 2, 3.0);
    tokens[0] = 1.0;  // token (0, 0, 0): half padding, half outside the head
    const auto shares = relevanceShares(explanation, tokens, {geometry, label}, {geometry, t1ce});
    EXPECT_NEAR(shares.core, 0.75 * 0.25, 1e-12);
    EXPECT_NEAR(shares.oedema, 0.75 * 0.25, 1e-12);
    EXPECT_NEAR(shares.otherBrain, 0.75 * 0.25, 1e-12);
    EXPECT_NEAR(shares.outside, 0.75 * 0.25 + 0.25, 1e-12);
    EXPECT_NEAR(shares.core + shares.oedema + shares.otherBrain + shares.outside, 1.0, 1e-12);
}

}  // namespace
}  // namespace metrisk::explanation
