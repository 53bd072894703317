#include "core/segmentation/editing/HoleFilling.h"
#include "core/segmentation/editing/Polygon.h"
#include "core/segmentation/editing/SliceInterpolation.h"
#include "tests/core/segmentation/editing/EditingGrid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace metrisk::segmentation::editing {
namespace {

using imaging::Core;
using imaging::Index3;
using imaging::Oedema;
using Corners = std::vector<Eigen::Vector2d>;

const Index3 cube{21, 21, 21};

imaging::SliceGeometry planeOf(imaging::Plane plane)
{
    return imaging::sliceGeometry(gridOf(cube).geometry(), plane);
}

std::size_t polygonVoxels(const Corners& corners)
{
    return voxelCount(insidePolygon(cube, planeOf(imaging::Plane::Axial), 10, corners));
}

TEST(Polygon, HoldsAsManyVoxelsAsItsShapeSays)
{
    EXPECT_EQ(polygonVoxels({{2.5, 2.5}, {8.5, 2.5}, {8.5, 12.5}, {2.5, 12.5}}), 60U);
    EXPECT_EQ(polygonVoxels({{10 - 3.5, 10}, {10, 10 - 3.5}, {10 + 3.5, 10}, {10, 10 + 3.5}}), 25U);  // |x| + |y| up to 3
    EXPECT_EQ(polygonVoxels({{0.5, 0.4}, {10.5, 0.4}, {0.5, 10.4}}), 45U);                            // 9 + 8 + ... + 1
}

TEST(Polygon, DoesNotMindTheDirectionAndCutsOutWhatItCrosses)
{
    const Corners square{{2.5, 2.5}, {8.5, 2.5}, {8.5, 8.5}, {2.5, 8.5}};
    EXPECT_EQ(polygonVoxels(square), polygonVoxels({square.rbegin(), square.rend()}));
    const Corners bowTie{{2.5, 2.5}, {8.5, 8.5}, {8.5, 2.5}, {2.5, 8.5}};
    EXPECT_LT(polygonVoxels(bowTie), polygonVoxels(square));
}

TEST(Polygon, NeighboursShareNoVoxelAndLeaveNone)
{
    EXPECT_EQ(polygonVoxels({{2, 2}, {10, 2}, {10, 10}, {2, 10}}) + polygonVoxels({{10, 2}, {15, 2}, {15, 10}, {10, 10}}),
              polygonVoxels({{2, 2}, {15, 2}, {15, 10}, {2, 10}}));
}

TEST(Polygon, LiesInTheSliceOfItsPlane)
{
    for (const auto plane : {imaging::Plane::Axial, imaging::Plane::Coronal, imaging::Plane::Sagittal}) {
        const auto geometry = planeOf(plane);
        LabelEditor editor(gridOf(cube));
        const auto box = editor.paint(insidePolygon(cube, geometry, 7, Corners{{2.5, 4.5}, {5.5, 4.5}, {5.5, 9.5}, {2.5, 9.5}}), {});
        EXPECT_EQ(count(editor.labels(), Core), 15);
        for (const auto& [axis, low, high] : {std::tuple{geometry.sliceAxis, 7, 7}, {geometry.columnAxis, 3, 5}, {geometry.rowAxis, 5, 9}}) {
            EXPECT_EQ(box.low[std::size_t(axis)], low);
            EXPECT_EQ(box.high[std::size_t(axis)], high);
        }
    }
}

TEST(Polygon, OutsideTheVolumeOrWithTwoCornersHoldsNothing)
{
    EXPECT_EQ(polygonVoxels({{-9, -9}, {-3, -9}, {-3, -3}}), 0U);
    EXPECT_EQ(polygonVoxels({{2, 2}, {9, 9}}), 0U);
    EXPECT_EQ(polygonVoxels({}), 0U);
}

/// A hollow box of one label, its wall one voxel thick, with or without a hole in its roof.
imaging::LabelMap hollowBox(imaging::Label label, bool open)
{
    LabelEditor editor(gridOf(cube));
    editor.paint(regionWhere(cube, [&](int x, int y, int z) {
                     const auto wall = [](int v) { return v == 5 || v == 12; };
                     const auto in = [](int v) { return v >= 5 && v <= 12; };
                     return in(x) && in(y) && in(z) && (wall(x) || wall(y) || wall(z)) && !(open && z == 12 && x == 8 && y == 8);
                 }),
                 {label, false});
    return editor.labels();
}

TEST(HoleFilling, FillsWhatIsEnclosedInSpace)
{
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Core, false), Core)), 6U * 6 * 6);
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Core, true), Core)), 0U);
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Oedema, false), Oedema)), 6U * 6 * 6);
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Oedema, false), Core)), 0U);  // there is no core
    EXPECT_EQ(voxelCount(holesIn(gridOf(cube), Core)), 0U);
}

TEST(HoleFilling, FillsWhatIsEnclosedInOneSlice)
{
    for (int axis = 0; axis < 3; ++axis)
        EXPECT_EQ(voxelCount(holesIn(hollowBox(Core, true), Core, Slice{axis, 8})), axis == 2 ? 36U : 0U) << axis;
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Core, false), Core, Slice{2, 12})), 0U);  // the roof has none
    EXPECT_EQ(voxelCount(holesIn(hollowBox(Core, false), Core, Slice{2, 1})), 0U);
}

TEST(HoleFilling, TheEdgeOfTheVolumeIsNoWall)
{
    LabelEditor editor(gridOf({7, 7, 1}));
    editor.paint(regionWhere({7, 7, 1}, [](int x, int y, int) { return x < 3 && y < 3 && !(x == 0 && y == 1); }), {});
    EXPECT_TRUE(holesIn(editor.view(), Core).empty());
}

/// Discs in the slices of one axis; an empty radius leaves the slice.
imaging::LabelMap discs(int axis, const std::vector<std::pair<int, double>>& radii, const Eigen::Vector3d& spacingMm = {1, 1, 1})
{
    const Index3 size{41, 41, 41};
    LabelEditor editor(gridOf(size, spacingMm));
    editor.paint(regionWhere(size, [&](int x, int y, int z) {
                     const Index3 at{x, y, z};
                     double mm2 = 0;
                     for (int other = 0; other < 3; ++other)
                         if (other != axis)
                             mm2 += std::pow((at[std::size_t(other)] - 20) * spacingMm[other], 2);
                     for (const auto& [slice, radius] : radii)
                         if (at[std::size_t(axis)] == slice && mm2 <= radius * radius)
                             return true;
                     return false;
                 }),
                 {});
    return editor.labels();
}

std::ptrdiff_t inSlice(const imaging::LabelMap& labels, int axis, int slice)
{
    return std::ptrdiff_t(voxelCount(regionWhere(labels.size(), [&](int x, int y, int z) {
        return Index3{x, y, z}[std::size_t(axis)] == slice && labels.at(x, y, z) == Core;
    })));
}

TEST(SliceInterpolation, BlendsTwoDiscsIntoTheOneBetweenInEveryAxis)
{
    for (int axis = 0; axis < 3; ++axis) {
        LabelEditor editor(discs(axis, {{10, 12}, {14, 6}}));
        editor.paint(betweenSlices(editor.view(), {1, 1, 1}, Core, axis, 10), {});
        for (const auto& [slice, radius] : {std::pair{11, 10.5}, {12, 9.0}, {13, 7.5}}) {
            const double area = std::numbers::pi * radius * radius;
            EXPECT_NEAR(double(inSlice(editor.labels(), axis, slice)), area, 0.05 * area) << axis << " " << slice;
        }
        EXPECT_EQ(inSlice(editor.labels(), axis, 9), 0);
        EXPECT_EQ(inSlice(editor.labels(), axis, 15), 0);
    }
}

TEST(SliceInterpolation, RepeatsEqualShapesExactly)
{
    LabelEditor editor(discs(2, {{10, 8}, {13, 8}}, {1, 2, 3}));
    editor.paint(betweenSlices(editor.view(), {1, 2, 3}, Core, 2, 10), {});
    EXPECT_EQ(inSlice(editor.labels(), 2, 11), inSlice(editor.labels(), 2, 10));
    EXPECT_EQ(inSlice(editor.labels(), 2, 12), inSlice(editor.labels(), 2, 10));
}

TEST(SliceInterpolation, LeavesWideGapsOtherShapesAndWholeOnesAlone)
{
    const auto wide = discs(2, {{10, 8}, {22, 8}});
    EXPECT_TRUE(betweenSlices(wide, {1, 1, 1}, Core, 2, 10).empty());
    EXPECT_FALSE(betweenSlices(wide, {1, 1, 1}, Core, 2, 12).empty());
    EXPECT_TRUE(betweenSlices(discs(2, {{10, 8}, {11, 8}, {12, 8}}), {1, 1, 1}, Core, 2, 10).empty());
    LabelEditor apart(gridOf(cube));  // two shapes that do not lie over each other
    apart.paint(regionWhere(cube, [](int x, int, int z) { return (z == 4 && x < 4) || (z == 8 && x > 12); }), {});
    EXPECT_TRUE(betweenSlices(apart.view(), {1, 1, 1}, Core, 2, 10).empty());
}

TEST(SliceInterpolation, AnotherLesionInTheSlicesBetweenDoesNotStopIt)
{
    LabelEditor editor(gridOf(cube));
    editor.paint(regionWhere(cube, [](int x, int y, int z) {
                     return (x < 5 && y < 5 && (z == 4 || z == 8)) || (x > 12 && y > 12);
                 }),
                 {});
    EXPECT_EQ(voxelCount(betweenSlices(editor.view(), {1, 1, 1}, Core, 2, 10)), 3U * 25U);
}

}  // namespace
}  // namespace metrisk::segmentation::editing
