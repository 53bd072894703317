#include "core/common/Error.h"
#include "core/segmentation/LesionList.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::segmentation {
namespace {

double sphereMl(double radiusMm) { return 4.0 / 3.0 * std::numbers::pi * std::pow(radiusMm, 3) / 1000.0; }

/// An empty 40×40×40 grid of 1 mm in RAS order around the patient origin, to draw boxes into.
struct Drawing {
    imaging::ImageGeometry geometry = phantom::geometry({.size = {40, 40, 40}, .spacingMm = 1.0});
    std::vector<std::uint8_t> voxels = std::vector<std::uint8_t>(geometry.voxelCount(), 0);

    Drawing& box(imaging::Index3 low, imaging::Index3 high, std::uint8_t label)
    {
        for (int z = low[2]; z <= high[2]; ++z)
            for (int y = low[1]; y <= high[1]; ++y)
                for (int x = low[0]; x <= high[0]; ++x)
                    voxels[std::size_t((z * 40 + y) * 40 + x)] = label;
        return *this;
    }
    imaging::LabelMap labels() const { return {geometry, voxels}; }
};

TEST(LesionList, MeasuresASphereWithinTwoPercentOfItsFormula)
{
    const phantom::Options options{.size = {128, 144, 120}, .spacingMm = 1.0, .lesionCentreMm = {-15, -5, 8}};
    const auto list = lesionsOf(phantom::label(options));
    ASSERT_EQ(list.lesions.size(), 1U);
    EXPECT_NEAR(list.index().volumeCoreMl, sphereMl(10), 0.02 * sphereMl(10));
    EXPECT_NEAR(list.index().volumeOedemaMl, sphereMl(20) - sphereMl(10), 0.02 * sphereMl(20));
    EXPECT_LT((list.index().centreMm - options.lesionCentreMm).norm(), 0.1);
    EXPECT_EQ(list.index().side, "right");
    EXPECT_FALSE(list.index().touchesBorder);
    EXPECT_FALSE(list.index().sharesOedema);
}

TEST(LesionList, NamesTheSameSideHoweverTheVoxelsAreStored)
{
    for (const std::string codes : {"RAS", "LPS", "LAS", "PIR", "SLA"})
        for (const double x : {-20.0, 20.0}) {
            phantom::Options options;
            options.axisCodes = codes;
            options.size = {64, 64, 64};
            options.lesionCentreMm.x() = x;
            const auto index = lesionsOf(phantom::label(options)).index();
            EXPECT_EQ(index.side, x > 0 ? "left" : "right") << codes;
            EXPECT_NEAR(index.centreMm.x(), x, 0.2) << codes;
        }
}

TEST(LesionList, GivesTheCoreVoxelNearestToTheCentreOfAHollowCore)
{
    Drawing drawing;
    drawing.box({10, 10, 10}, {20, 20, 20}, 2).box({12, 12, 12}, {18, 18, 18}, 0);
    const auto labels = drawing.labels();
    const auto voxel = lesionsOf(labels).index().centreVoxel;
    EXPECT_EQ(labels.at(voxel), imaging::Core);
}

TEST(LesionList, RanksByCoreAndNotByOedema)
{
    Drawing drawing;
    drawing.box({2, 2, 2}, {12, 12, 12}, 1).box({6, 6, 6}, {7, 7, 7}, 2);         // small core, large oedema
    drawing.box({25, 25, 25}, {33, 33, 33}, 1).box({27, 27, 27}, {31, 31, 31}, 2);  // large core
    const auto list = lesionsOf(drawing.labels());
    ASSERT_EQ(list.lesions.size(), 2U);
    EXPECT_DOUBLE_EQ(list.lesions[0].volumeCoreMl, 0.125);
    EXPECT_DOUBLE_EQ(list.lesions[0].volumeOedemaMl, 0.729 - 0.125);
    EXPECT_DOUBLE_EQ(list.lesions[1].volumeCoreMl, 0.008);
    EXPECT_EQ(list.indexLabel.at(29, 29, 29), imaging::Core);
    EXPECT_EQ(list.indexLabel.at(6, 6, 6), imaging::Background);
    EXPECT_EQ(list.indexLabel.voxels(), keepLargestMetastasis(drawing.labels()).voxels());
}

TEST(LesionList, DividesASharedOedemaBetweenItsCoresByNearness)
{
    Drawing drawing;
    drawing.box({5, 5, 5}, {30, 9, 9}, 1).box({6, 5, 5}, {9, 9, 9}, 2).box({27, 5, 5}, {29, 9, 9}, 2);
    const auto list = lesionsOf(drawing.labels());
    ASSERT_EQ(list.lesions.size(), 2U);
    EXPECT_TRUE(list.lesions[0].sharesOedema);
    EXPECT_TRUE(list.lesions[1].sharesOedema);
    EXPECT_NEAR(list.lesions[0].volumeOedemaMl + list.lesions[1].volumeOedemaMl, (26 - 7) * 25 / 1000.0,
                1e-9);
    EXPECT_NEAR(list.lesions[0].volumeOedemaMl, list.lesions[1].volumeOedemaMl, 0.03);
}

TEST(LesionList, SaysWhenTheLesionReachesTheEdgeOfTheVolume)
{
    EXPECT_TRUE(
        lesionsOf(Drawing().box({0, 10, 10}, {4, 14, 14}, 1).box({2, 11, 11}, {3, 12, 12}, 2).labels())
            .index()
            .touchesBorder);
    EXPECT_FALSE(lesionsOf(Drawing().box({1, 10, 10}, {4, 14, 14}, 2).labels()).index().touchesBorder);
}

TEST(LesionList, RefusesAnEmptyMaskAndAMaskWithoutCore)
{
    for (const auto& labels : {Drawing().labels(), Drawing().box({5, 5, 5}, {9, 9, 9}, 1).labels()})
        try {
            lesionsOf(labels);
            FAIL() << "no lesion was found, but no error came";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Input);
        }
    const auto none = keepLargestMetastasis(Drawing().box({5, 5, 5}, {9, 9, 9}, 1).labels());
    EXPECT_EQ(std::count(none.voxels().begin(), none.voxels().end(), 0), 40 * 40 * 40);
}

TEST(LesionList, CutsOutOneLesionWithItsOwnOedema)
{
    const auto labels = Drawing().box({4, 4, 4}, {14, 14, 14}, 1).box({6, 6, 6}, {12, 12, 12}, 2)
                            .box({20, 20, 20}, {25, 25, 25}, 1).box({22, 22, 22}, {23, 23, 23}, 2).labels();
    const auto list = lesionsOf(labels);
    ASSERT_EQ(list.lesions.size(), 2U);
    EXPECT_EQ(labelOf(labels, list.lesions[0]).voxels(), list.indexLabel.voxels());
    const auto second = labelOf(labels, list.lesions[1]);
    EXPECT_EQ(second.voxels(), Drawing().box({20, 20, 20}, {25, 25, 25}, 1).box({22, 22, 22}, {23, 23, 23}, 2).voxels);
}

TEST(LesionList, StopsWhenTheUserCancels)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(lesionsOf(phantom::label(), Job(stop.get_token(), {})), Cancelled);
}

}  // namespace
}  // namespace metrisk::segmentation
