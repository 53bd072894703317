#include "tests/rendering/SceneFixture.h"
#include "ui/rendering/RelevanceColors.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::ui::rendering {
namespace {

using imaging::Plane;
using namespace metrisk::testing;

imaging::Volume line(std::vector<float> values)
{
    imaging::ImageGeometry geometry;
    geometry.size = {int(values.size()), 1, 1};
    return {geometry, std::move(values)};
}

TEST(ViewState, ComesBackFromItsText)
{
    ViewState state;
    state.crosshairMm = {-28.25, 12.5, 31.0625};
    state.base = BaseImage::Flair;
    state.t1ce = {812.5, 401.25};
    state.flair = {1.5, 0.75};
    state.zoom = 2.25;
    state.labelVisible = false;
    state.labelFillOpacity = 0.3;
    state.relevanceVisible = false;
    state.relevanceThreshold = 0.8;
    state.relevanceOpacity = 0.65;
    state.relevanceSmooth = true;
    state.layout = Layout::Planes3D;
    EXPECT_EQ(viewStateFromJson(viewStateToJson(state)), state);
}

TEST(ViewState, ForeignTextGivesTheDefaultView)
{
    for (const char* text : {"", "{", "[]", "null", "7", "{}", R"({"zoom": "large"})", R"({"crosshairMm": [1, 2]})"})
        EXPECT_EQ(viewStateFromJson(text), ViewState{}) << text;
}

TEST(ViewState, ValuesOutOfRangeAreBroughtBack)
{
    auto text = viewStateToJson({});
    text.replace(text.find("\"zoom\":1.0"), 10, "\"zoom\":-7");
    EXPECT_GT(viewStateFromJson(text).zoom, 0);
}

TEST(WindowLevel, RunsFromZeroToTheBrightTailOfTheHead)
{
    std::vector<float> values(1000, 0.0F);  // background does not count
    for (int i = 1; i <= 1000; ++i)
        values.push_back(float(i));
    EXPECT_EQ(defaultWindowLevel(line(values)), (WindowLevel{995, 497.5}));
}

TEST(WindowLevel, IsUsableForAnEmptyOrDarkVolume)
{
    EXPECT_EQ(defaultWindowLevel({}), WindowLevel{});
    EXPECT_EQ(defaultWindowLevel(line({0, 0, -5, std::nanf("")})), WindowLevel{});
}

TEST(WindowLevel, PresetOneIsTheDefaultAndUnknownNumbersAreNone)
{
    const WindowLevel range{900, 450};
    EXPECT_EQ(windowLevelPreset(1, range), range);
    for (int number = 1; number <= 5; ++number)
        EXPECT_GT(windowLevelPreset(number, range)->window, 0);
    EXPECT_FALSE(windowLevelPreset(0, range));
    EXPECT_FALSE(windowLevelPreset(6, range));
}

TEST(RelevanceColors, GrowLighterFromEndToEnd)
{
    const auto& colors = relevanceColors();
    ASSERT_GE(colors.size(), 32U);
    const auto lightness = [](const Color& c) { return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue; };
    for (std::size_t i = 1; i < colors.size(); ++i)
        EXPECT_GT(lightness(colors[i]), lightness(colors[i - 1])) << i;
}

TEST(RelevanceColors, NothingCoversBelowTheThreshold)
{
    EXPECT_EQ(relevanceCover(0.0, 0.0), 0.0);
    EXPECT_EQ(relevanceCover(0.49, 0.5), 0.0);
    EXPECT_EQ(relevanceCover(0.51, 0.5), 1.0);
    EXPECT_GT(relevanceCover(0.1, 0.0), 0.0);
    EXPECT_LT(relevanceCover(0.1, 0.0), 1.0);
}

TEST(SliceNavigation, StepsTowardsTheSameSideHoweverTheVolumeIsStored)
{
    for (const char* codes : {"RAS", "LPS", "SPL", "AIR"}) {
        phantom::Options options;
        options.axisCodes = codes;
        options.size = {40, 40, 40};
        const auto geometry = phantom::geometry(options);
        const Eigen::Vector3d start = snappedToVoxel(geometry, {3, 3, 3});
        const auto step = [&](Plane plane) -> Eigen::Vector3d { return steppedMm(geometry, plane, start, 2) - start; };
        EXPECT_TRUE(step(Plane::Axial).isApprox(Eigen::Vector3d(0, 0, 4))) << codes;      // superior
        EXPECT_TRUE(step(Plane::Coronal).isApprox(Eigen::Vector3d(0, -4, 0))) << codes;   // anterior
        EXPECT_TRUE(step(Plane::Sagittal).isApprox(Eigen::Vector3d(-4, 0, 0))) << codes;  // right
        EXPECT_NEAR(steppedMm(geometry, Plane::Axial, start, 1000).z(), 39, 1e-9) << codes;
    }
}

}  // namespace
}  // namespace metrisk::ui::rendering
