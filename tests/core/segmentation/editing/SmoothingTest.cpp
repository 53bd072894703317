#include "core/segmentation/editing/Smoothing.h"
#include "tests/core/segmentation/editing/EditingGrid.h"

#include <gtest/gtest.h>

namespace metrisk::segmentation::editing {
namespace {

using imaging::Core;
using imaging::Index3;
using imaging::Oedema;

const Index3 size{50, 50, 40};
constexpr double strengthMm = 1.5;

auto ball(double radius, const Eigen::Vector3d& centre = {25, 25, 20})
{
    return [=](int x, int y, int z) { return (Eigen::Vector3d(x, y, z) - centre).squaredNorm() <= radius * radius; };
}

LabelEditor drawn(const Region& oedema, const Region& core)
{
    LabelEditor editor(gridOf(size));
    editor.paint(oedema, {Oedema, false});
    editor.paint(core, {Core, false});
    return editor;
}

double dice(const imaging::LabelMap& a, const imaging::LabelMap& b, imaging::Label label)
{
    double both = 0;
    for (std::size_t i = 0; i < a.voxels().size(); ++i)
        both += a.voxels()[i] == label && b.voxels()[i] == label;
    return 2 * both / double(count(a, label) + count(b, label));
}

TEST(Smoothing, LeavesABallABallOfTheSameVolume)
{
    auto editor = drawn({}, regionWhere(size, ball(12)));
    const auto before = editor.labels();
    editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm));
    EXPECT_NEAR(double(count(editor.labels(), Core)), double(count(before, Core)), 0.01 * double(count(before, Core)));
    EXPECT_GT(dice(before, editor.labels(), Core), 0.985);
}

TEST(Smoothing, TakesSpikesAwayAndFillsNotches)
{
    const auto round = ball(12);
    auto editor = drawn({}, regionWhere(size, [&](int x, int y, int z) {
                            const bool spike = y == 25 && z == 20 && x > 36 && x < 42;
                            const bool notch = x == 25 && z == 20 && y > 32;
                            return (round(x, y, z) && !notch) || spike;
                        }));
    editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm));
    EXPECT_EQ(editor.view().at({41, 25, 20}), imaging::Background);
    EXPECT_EQ(editor.view().at({39, 25, 20}), imaging::Background);
    EXPECT_EQ(editor.view().at({25, 34, 20}), Core);
}

TEST(Smoothing, KeepsSmallLesionsBesideLargeOnes)
{
    const auto large = ball(10), small = ball(2, {44, 44, 34});
    auto editor = drawn({}, regionWhere(size, [&](int x, int y, int z) { return large(x, y, z) || small(x, y, z); }));
    editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm));
    EXPECT_EQ(editor.view().at({44, 44, 34}), Core);
    const auto kept = regionWhere(size, [&](int x, int y, int z) {
        return editor.view().at({x, y, z}) == Core && x > 38 && y > 38;
    });
    EXPECT_NEAR(double(voxelCount(kept)), 33.0, 6.0);
}

TEST(Smoothing, GivesTheOedemaWhatTheCoreLeavesAndLeavesTheCoreWhenItSmoothsTheLesion)
{
    const auto core = regionWhere(size, [&](int x, int y, int z) { return ball(8)(x, y, z) || (y == 25 && z == 20 && x > 30 && x < 38); });
    auto editor = drawn(regionWhere(size, ball(16)), core);
    const auto before = editor.labels();
    editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm));
    EXPECT_EQ(editor.view().at({37, 25, 20}), Oedema);
    EXPECT_EQ(count(editor.labels(), imaging::Background), count(before, imaging::Background));

    auto lesion = drawn(regionWhere(size, ball(16)), regionWhere(size, [](int x, int y, int z) { return x > 25 && x < 46 && y == 25 && z == 20; }));
    const auto coreBefore = count(lesion.labels(), Core);
    lesion.write(smoothed(lesion.view(), {1, 1, 1}, Oedema, strengthMm));
    EXPECT_EQ(count(lesion.labels(), Core), coreBefore);  // even where it sticks out of the lesion
}

TEST(Smoothing, StaysInItsSliceAndInTheVolume)
{
    auto editor = drawn({}, regionWhere(size, ball(12, {3, 25, 20})));
    const auto before = editor.labels();
    const auto box = editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm, Slice{2, 25}));
    ASSERT_FALSE(box.empty());
    EXPECT_EQ(box.low[2], 25);
    EXPECT_EQ(box.high[2], 25);
    EXPECT_NEAR(double(count(editor.labels(), Core)), double(count(before, Core)), 60.0);
    editor.write(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm));
    EXPECT_GT(dice(before, editor.labels(), Core), 0.97);
}

TEST(Smoothing, OfNothingIsNothing)
{
    LabelEditor editor(gridOf(size));
    EXPECT_TRUE(smoothed(editor.view(), {1, 1, 1}, Core, strengthMm).region.empty());
}

}  // namespace
}  // namespace metrisk::segmentation::editing
