#include "ui/rendering/LabelContours.h"

#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::ui::rendering {
namespace {

/// One axial slice from rows of digits, the first row at y = 0.
imaging::LabelMap slice(const std::vector<std::string>& rows)
{
    imaging::ImageGeometry geometry;
    geometry.size = {int(rows[0].size()), int(rows.size()), 1};
    std::vector<std::uint8_t> voxels;
    for (const auto& row : rows)
        for (const char digit : row)
            voxels.push_back(std::uint8_t(digit - '0'));
    return {geometry, std::move(voxels)};
}

/// Signed: positive when the inside lies to the left of the line.
double areaOf(const Contour& contour)
{
    double doubled = 0;
    for (std::size_t i = 0; i < contour.size(); ++i) {
        const auto &a = contour[i], &b = contour[(i + 1) % contour.size()];
        doubled += a.x() * b.y() - a.y() * b.x();
    }
    return doubled / 2;
}

TEST(LabelContours, OneVoxelIsADiamondAroundItsCentre)
{
    const auto contours = contoursOf(slice({"000", "020", "000"}), 0, 1, 0, imaging::Core);
    ASSERT_EQ(contours.size(), 1U);
    ASSERT_EQ(contours[0].size(), 4U);
    Eigen::Vector2d sum(0, 0);
    for (const auto& point : contours[0]) {
        EXPECT_NEAR((point - Eigen::Vector2d(1, 1)).norm(), 0.5, 1e-12);
        sum += point;
    }
    EXPECT_TRUE(sum.isApprox(Eigen::Vector2d(4, 4)));
    EXPECT_NEAR(areaOf(contours[0]), 0.5, 1e-12);
}

TEST(LabelContours, RunAlongTheEdgeOfTheVolume)
{
    const auto contours = contoursOf(slice({"22", "22"}), 0, 1, 0, imaging::Core);
    ASSERT_EQ(contours.size(), 1U);
    EXPECT_NEAR(areaOf(contours[0]), 3.5, 1e-12);  // a square of 4 with its corners cut
}

TEST(LabelContours, HolesRunTheOtherWayRound)
{
    const auto contours = contoursOf(slice({"11111", "11111", "11011", "11111", "11111"}), 0, 1, 0, imaging::Oedema);
    ASSERT_EQ(contours.size(), 2U);
    EXPECT_GT(areaOf(contours[0]), 0);
    EXPECT_NEAR(areaOf(contours[1]), -0.5, 1e-12);
}

TEST(LabelContours, VoxelsThatTouchAtACornerStayApart)
{
    EXPECT_EQ(contoursOf(slice({"20", "02"}), 0, 1, 0, imaging::Core).size(), 2U);
    EXPECT_EQ(contoursOf(slice({"02", "20"}), 0, 1, 0, imaging::Core).size(), 2U);
}

TEST(LabelContours, TheWholeLesionHoldsTheCoreToo)
{
    const auto labels = slice({"0000", "0120", "0000"});
    EXPECT_NEAR(areaOf(contoursOf(labels, 0, 1, 0, imaging::Oedema)[0]), 1.5, 1e-12);
    EXPECT_NEAR(areaOf(contoursOf(labels, 0, 1, 0, imaging::Core)[0]), 0.5, 1e-12);
}

TEST(LabelContours, EmptySliceHasNone)
{
    EXPECT_TRUE(contoursOf(slice({"000", "000"}), 0, 1, 0, imaging::Oedema).empty());
}

TEST(LabelContours, OutlinesTheCoreWithTheAreaOfItsDisc)
{
    phantom::Options options;
    options.spacingMm = 1.0;
    options.size = {80, 80, 60};
    options.lesionCentreMm = {-20, -10, 15.5};
    const auto labels = phantom::label(options);
    const int middle = 45;  // at superior 15.5 mm
    const double disc = std::numbers::pi * 10 * 10;
    EXPECT_NEAR(areaOf(contoursOf(labels, 0, 1, middle, imaging::Core)[0]), disc, 0.03 * disc);
}

}  // namespace
}  // namespace metrisk::ui::rendering
