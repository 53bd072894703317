#include "core/segmentation/editing/Brush.h"
#include "tests/core/segmentation/editing/EditingGrid.h"

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::segmentation::editing {
namespace {

std::size_t dab(const imaging::LabelMap& grid, const Eigen::Vector3d& at, const Brush& brush)
{
    return voxelCount(brushed(grid.geometry(), at, at, brush));
}

// How many whole-numbered points a circle and a ball of whole-numbered radius hold: OEIS A000328, A000605.
constexpr std::size_t pointsInCircle[] = {1, 5, 13, 29, 49, 81, 113, 149, 197, 253, 317};
constexpr std::size_t pointsInBall[] = {1, 7, 33, 123, 257, 515, 925, 1419, 2109, 3071, 4169};

TEST(Brush, DiscHoldsAsManyVoxelsAsGausssCircleInEveryPlane)
{
    const auto grid = gridOf({41, 41, 41});
    for (int axis = 0; axis < 3; ++axis)
        for (int radius = 1; radius <= 10; ++radius)
            EXPECT_EQ(dab(grid, {20, 20, 20}, {double(radius), axis}), pointsInCircle[radius]) << axis << " " << radius;
}

TEST(Brush, BallHoldsAsManyVoxelsAsTheLatticeBall)
{
    const auto grid = gridOf({41, 41, 41});
    for (int radius = 1; radius <= 10; ++radius)
        EXPECT_EQ(dab(grid, {20, 20, 20}, {double(radius), {}}), pointsInBall[radius]) << radius;
}

TEST(Brush, IsRoundInMillimetresOnLongVoxels)
{
    const auto grid = gridOf({41, 41, 41}, {1, 1, 3});
    EXPECT_EQ(dab(grid, {20, 20, 20}, {3, {}}), 29U + 2U);  // a circle of 3 mm and, 3 mm above and below, one voxel
    EXPECT_EQ(dab(grid, {20, 20, 20}, {6, 0}), 37U);        // rows at 0, 3 and 6 mm: 13, twice 11, twice 1
}

TEST(Brush, BallHasTheVolumeOfItsFormula)
{
    const auto grid = gridOf({80, 80, 60}, {0.7, 0.7, 1.1});
    const double ml = double(dab(grid, {40.3, 39.6, 30.2}, {18, {}})) * grid.geometry().voxelVolumeMl();
    const double formula = 4.0 / 3.0 * std::numbers::pi * 18 * 18 * 18 / 1000;
    EXPECT_NEAR(ml, formula, 0.005 * formula);
}

TEST(Brush, PaintsAtLeastTheVoxelUnderIt)
{
    const auto grid = gridOf({9, 9, 9});
    const auto region = brushed(grid.geometry(), {4.4, 3.6, 4.5}, {4.4, 3.6, 4.4}, {0.1, 2});
    EXPECT_EQ(region, (Region{{std::uint32_t(grid.offset(4, 4, 4)), 1}}));
}

TEST(Brush, ASweepCoversEveryDabOnItsWay)
{
    const auto grid = gridOf({60, 60, 20});
    const Eigen::Vector3d from(12, 15, 10), to(44, 31, 10);
    LabelEditor swept(grid), dabbed(grid);
    swept.paint(brushed(grid.geometry(), from, to, {5, {}}), {});
    for (int i = 0; i <= 2000; ++i) {
        const Eigen::Vector3d at = from + (to - from) * (i / 2000.0);
        dabbed.paint(brushed(grid.geometry(), at, at, {5, {}}), {});
    }
    const auto a = swept.labels(), b = dabbed.labels();
    for (std::size_t i = 0; i < a.voxels().size(); ++i)
        ASSERT_GE(a.voxels()[i], b.voxels()[i]);
    EXPECT_LE(count(a, imaging::Core) - count(b, imaging::Core), 3);  // the last on the rim, between two dabs
}

TEST(Brush, StaysInItsSliceAndInTheVolume)
{
    const auto grid = gridOf({10, 10, 10});
    const auto quarter = dab(grid, {0, 0, 5}, {3, 2});
    EXPECT_EQ(quarter, (29U - 1U) / 4U + 4U);  // a quarter of the circle with its two rays: 1 + 3 + 3 + 4
    EXPECT_EQ(dab(grid, {5, 5, -2}, {30, 2}), 0U);
    EXPECT_EQ(dab(grid, {-40, 5, 5}, {3, {}}), 0U);
    EXPECT_EQ(dab(grid, {5, 5, 5}, {100, {}}), 1000U);
}

TEST(Brush, ThresholdKeepsTheVoxelsOfItsRange)
{
    const auto grid = gridOf({6, 1, 1});
    const imaging::Volume values(grid.geometry(), {10, 20, 30, 40, 50, 60});
    EXPECT_EQ(within({{0, 6}}, values, 20, 40), (Region{{1, 3}}));
    EXPECT_TRUE(within({{0, 6}}, values, 61, 99).empty());
}

}  // namespace
}  // namespace metrisk::segmentation::editing
