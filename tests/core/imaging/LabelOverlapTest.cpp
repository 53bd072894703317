#include "core/common/Error.h"
#include "core/imaging/DistanceMap.h"
#include "core/imaging/LabelOverlap.h"
#include "core/imaging/SurfaceDistance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::imaging {
namespace {

struct Box { Index3 low, high; };   // voxels low to high, both included

LabelMap labelled(const Index3& size, const Eigen::Vector3d& spacingMm, const std::vector<Box>& boxes, std::uint8_t label = Core)
{
    ImageGeometry geometry;
    geometry.size = size;
    geometry.patientFromVoxel.linear() = spacingMm.asDiagonal();
    std::vector<std::uint8_t> voxels;
    for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y)
            for (int x = 0; x < size[0]; ++x)
                voxels.push_back(std::ranges::any_of(boxes, [&](const Box& box) {
                    return x >= box.low[0] && x <= box.high[0] && y >= box.low[1] && y <= box.high[1] && z >= box.low[2] &&
                           z <= box.high[2];
                }) ? label : 0);
    return {geometry, voxels};
}

const Index3 size{20, 12, 10};
const Eigen::Vector3d spacing(1.0, 2.0, 3.0);

TEST(Dice, OfHalfOverlappingBoxesIsOneHalf)
{
    const auto a = labelled(size, spacing, {{{2, 2, 2}, {5, 5, 5}}}), b = labelled(size, spacing, {{{4, 2, 2}, {7, 5, 5}}});
    EXPECT_DOUBLE_EQ(*dice(a, b, Region::Core), 0.5);
    EXPECT_DOUBLE_EQ(*dice(a, b, Region::Whole), 0.5);
    EXPECT_FALSE(dice(a, b, Region::Oedema).has_value());   // nobody drew any
    EXPECT_DOUBLE_EQ(*dice(a, a, Region::Core), 1.0);
}

TEST(SurfaceDistance, OfAShiftedBoxIsTheShiftInMillimetres)
{
    // Shifted by two voxels of 3 mm along z: the farthest face is 6 mm away.
    const auto a = labelled(size, spacing, {{{4, 3, 2}, {9, 8, 5}}}), b = labelled(size, spacing, {{{4, 3, 4}, {9, 8, 7}}});
    const auto distance = *surfaceDistance(a, b, Region::Core);
    EXPECT_DOUBLE_EQ(distance.hausdorffMm, 6.0);
    EXPECT_LE(distance.hausdorff95Mm, 6.0);
    EXPECT_GT(distance.meanMm, 0.0);
    EXPECT_DOUBLE_EQ(surfaceDistance(b, a, Region::Core)->meanMm, distance.meanMm);
}

TEST(SurfaceDistance, OfSingleVoxelsIsTheirDistance)
{
    const auto a = labelled(size, spacing, {{{1, 1, 1}, {1, 1, 1}}}), b = labelled(size, spacing, {{{4, 3, 1}, {4, 3, 1}}});
    const auto distance = *surfaceDistance(a, b, Region::Core);
    EXPECT_DOUBLE_EQ(distance.hausdorffMm, 5.0);   // 3 mm and 4 mm
    EXPECT_DOUBLE_EQ(distance.hausdorff95Mm, 5.0);
    EXPECT_DOUBLE_EQ(distance.meanMm, 5.0);
}

TEST(SurfaceDistance, AveragesBothDirectionsAndForgivesAStrayVoxelAt95Percent)
{
    // A plate of 20 x 10 voxels, all border, and the same with one voxel 8 rows of 3 mm above it.
    const auto plate = labelled({20, 10, 12}, spacing, {{{0, 0, 1}, {19, 9, 1}}});
    const auto stray = labelled({20, 10, 12}, spacing, {{{0, 0, 1}, {19, 9, 1}}, {{5, 5, 9}, {5, 5, 9}}});
    const auto distance = *surfaceDistance(plate, stray, Region::Core);
    EXPECT_DOUBLE_EQ(distance.hausdorffMm, 24.0);
    EXPECT_DOUBLE_EQ(distance.hausdorff95Mm, 0.0);
    EXPECT_NEAR(distance.meanMm, 24.0 / 401.0, 1e-12);
}

TEST(SurfaceDistance, IgnoresTheInside)
{
    // A cube within a cube: the inner corner lies two voxels inside along each axis.
    const auto outer = labelled({11, 11, 11}, {1, 1, 1}, {{{0, 0, 0}, {10, 10, 10}}});
    const auto inner = labelled({11, 11, 11}, {1, 1, 1}, {{{2, 2, 2}, {8, 8, 8}}});
    EXPECT_NEAR(surfaceDistance(outer, inner, Region::Core)->hausdorffMm, std::sqrt(12.0), 1e-12);   // corner to corner
}

TEST(SurfaceDistance, IsAbsentWhereARegionIsEmptyAndRefusesOtherGrids)
{
    const auto a = labelled(size, spacing, {{{1, 1, 1}, {2, 2, 2}}}), none = labelled(size, spacing, {});
    EXPECT_FALSE(surfaceDistance(a, none, Region::Core).has_value());
    EXPECT_DOUBLE_EQ(*dice(a, none, Region::Core), 0.0);
    EXPECT_THROW(surfaceDistance(a, labelled(size, {1, 1, 1}, {}), Region::Core), Error);
    EXPECT_THROW(dice(a, labelled({20, 12, 9}, spacing, {}), Region::Core), Error);
    EXPECT_THROW(dice(a, LabelMap(), Region::Core), Error);
}

TEST(DistanceMap, AgreesWithComparingEveryPair)
{
    const Index3 small{7, 6, 5};
    std::vector<bool> marked(7 * 6 * 5, false);
    for (const std::size_t i : {3U, 40U, 77U, 128U, 205U})
        marked[i] = true;
    const auto squared = squaredDistanceMm2(marked, small, {0.7, 1.3, 2.1});
    const auto place = [](std::size_t i) { return Eigen::Vector3d(0.7 * double(i % 7), 1.3 * double(i / 7 % 6), 2.1 * double(i / 42)); };
    for (std::size_t i = 0; i < marked.size(); ++i) {
        double nearest = 1e9;
        for (std::size_t k = 0; k < marked.size(); ++k)
            if (marked[k])
                nearest = std::min(nearest, (place(i) - place(k)).squaredNorm());
        EXPECT_NEAR(squared[i], nearest, 1e-9) << i;
    }
}

}  // namespace
}  // namespace metrisk::imaging
