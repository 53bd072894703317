#include "core/interop/ContourStack.h"

#include "core/common/Error.h"
#include "core/imaging/LabelMap.h"

#include <gtest/gtest.h>

#include <numbers>

namespace metrisk::interop {
namespace {

using Eigen::Vector3d;
using imaging::Core;

imaging::ImageGeometry gridOf(const imaging::Index3& size, const Eigen::Affine3d& patientFromVoxel = Eigen::Affine3d::Identity())
{
    return {size, patientFromVoxel};
}

/// Corners (x0, y0), (x1, y0), (x1, y1), (x0, y1) at a height.
Contour rectangle(double x0, double y0, double x1, double y1, double z)
{
    return {{x0, y0, z}, {x1, y0, z}, {x1, y1, z}, {x0, y1, z}};
}

std::vector<std::uint8_t> filled(const std::vector<Contour>& contours, const imaging::ImageGeometry& grid)
{
    std::vector<std::uint8_t> labels(grid.voxelCount());
    ContourStack(contours, Core, "a region").fill(grid, labels);
    return labels;
}

std::size_t count(const std::vector<std::uint8_t>& labels)
{
    return std::size_t(std::count(labels.begin(), labels.end(), std::uint8_t(Core)));
}

TEST(ContourStack, FillsAVoxelWhenItsCentreLiesInside)
{
    const auto grid = gridOf({10, 10, 4});
    const auto labels = filled({rectangle(1.5, 2.5, 5.5, 4.5, 1.0)}, grid);
    for (int z = 0; z < 4; ++z)
        for (int y = 0; y < 10; ++y)
            for (int x = 0; x < 10; ++x)
                EXPECT_EQ(labels[std::size_t(x + 10 * (y + 10 * z))], z == 1 && x >= 2 && x <= 5 && y >= 3 && y <= 4 ? Core : 0)
                    << x << " " << y << " " << z;
}

TEST(ContourStack, SharesNoVoxelBetweenRegionsThatShareAnOutlineThroughVoxelCentres)
{
    const auto grid = gridOf({10, 10, 1});
    const auto left = filled({rectangle(2, 2, 5, 7, 0)}, grid), right = filled({rectangle(5, 2, 8, 7, 0)}, grid);
    const auto both = filled({rectangle(2, 2, 8, 7, 0)}, grid);
    EXPECT_EQ(count(left), 15U);
    EXPECT_EQ(count(right), 15U);
    for (std::size_t i = 0; i < both.size(); ++i) {
        EXPECT_EQ(left[i] + right[i], both[i]);
    }
}

TEST(ContourStack, CutsAHoleWhereAnOutlineLiesInsideAnotherWhicheverWayItRuns)
{
    const auto grid = gridOf({20, 20, 1});
    auto hole = rectangle(6.5, 6.5, 9.5, 9.5, 0);
    for (int turn = 0; turn < 2; ++turn, std::reverse(hole.begin(), hole.end())) {
        const auto labels = filled({rectangle(2.5, 2.5, 14.5, 14.5, 0), hole}, grid);
        EXPECT_EQ(count(labels), 144U - 9U);
        EXPECT_EQ(labels[8 + 20 * 8], 0);
    }
}

TEST(ContourStack, TakesTheNearestPlaneWithinHalfAPlaneDistance)
{
    // Planes every 3 mm, slices every 1 mm: each plane stands for three slices.
    const auto grid = gridOf({10, 10, 12});
    std::vector<Contour> contours;
    for (const double z : {3.0, 6.0})
        contours.push_back(rectangle(1.5, 1.5, z + 0.5, 4.5, z));
    const auto labels = filled(contours, grid);
    for (int z = 0; z < 12; ++z) {
        const std::size_t expected = z >= 2 && z <= 4 ? 2 * 3 : z >= 5 && z <= 7 ? 5 * 3 : 0;
        EXPECT_EQ(count({labels.begin() + 100 * z, labels.begin() + 100 * (z + 1)}), expected) << z;
    }
}

TEST(ContourStack, LeavesSlicesEmptyWhereNoPlaneIsNear)
{
    const auto grid = gridOf({10, 10, 20});
    std::vector<Contour> contours;
    for (const double z : {2.0, 3.0, 4.0, 12.0, 13.0})
        contours.push_back(rectangle(1.5, 1.5, 4.5, 4.5, z));
    EXPECT_EQ(count(filled(contours, grid)), 5U * 9U);
}

TEST(ContourStack, FillsPlanesBetweenTheSlicesOfACoarserGrid)
{
    Eigen::Affine3d place = Eigen::Affine3d::Identity();
    place.linear().col(2) *= 5.0;  // slices at 0, 5, 10, ...; planes at 0.5, 1.5, ...
    std::vector<Contour> contours;
    for (double z = 0.5; z < 12; ++z)
        contours.push_back(rectangle(1.5, 1.5, 4.5, 4.5, z));
    EXPECT_EQ(count(filled(contours, gridOf({10, 10, 6}, place))), 3U * 9U);  // 0, 5 and 10
}

/// A ball of contours on planes of any direction, on a grid of any direction: volume and centre are known.
void expectBall(const Eigen::Matrix3d& contourAxes, const Eigen::Matrix3d& gridAxes)
{
    const Vector3d centre(20, -35, 50);
    constexpr double radius = 12.0;
    std::vector<Contour> contours;
    for (double height = -11.5; height < 12; ++height) {
        const double r = std::sqrt(radius * radius - height * height);
        Contour contour;
        for (int i = 0; i < 360; ++i) {
            const double angle = i * std::numbers::pi / 180;
            contour.push_back(centre + contourAxes * Vector3d(r * std::cos(angle), r * std::sin(angle), height));
        }
        contours.push_back(contour);
    }
    // No multiple of the voxels fits the planes, so that every way a centre can lie in its slab occurs.
    const Vector3d voxelMm(0.53, 0.61, 0.47);
    imaging::ImageGeometry grid{{62, 54, 70}, Eigen::Affine3d::Identity()};
    grid.patientFromVoxel.linear() = gridAxes * voxelMm.asDiagonal();
    grid.patientFromVoxel.translation() = centre - grid.patientFromVoxel.linear() * Vector3d(30.6, 26.7, 34.4);
    const auto labels = filled(contours, grid);
    Vector3d sum = Vector3d::Zero();
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] == Core)
            sum += grid.patientAt({int(i % 62), int(i / 62 % 54), int(i / (62 * 54))});
    const double volume = double(count(labels)) * voxelMm.prod();
    EXPECT_NEAR(volume / (4.0 / 3.0 * std::numbers::pi * std::pow(radius, 3)), 1.0, 0.01);
    EXPECT_LT((sum / double(count(labels)) - centre).norm(), 0.05);
}

TEST(ContourStack, FillsABallFromPlanesOfAnyDirectionOnAGridOfAnyDirection)
{
    const Eigen::Matrix3d straight = Eigen::Matrix3d::Identity();
    const Eigen::Matrix3d oblique = Eigen::AngleAxisd(0.5, Vector3d(1, 2, 3).normalized()).toRotationMatrix();
    const Eigen::Matrix3d sagittal = Eigen::AngleAxisd(std::numbers::pi / 2, Vector3d::UnitY()).toRotationMatrix();
    for (const auto& contourAxes : {straight, oblique, sagittal})
        for (const auto& gridAxes : {straight, oblique, sagittal})
            expectBall(contourAxes, gridAxes);
}

TEST(ContourStack, RefusesContoursThatEncloseNothingOrLieInNoPlane)
{
    EXPECT_THROW(ContourStack({{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}}}, Core, "x"), Error);
    EXPECT_THROW(ContourStack({{{0, 0, 0}, {9, 0, 0}, {9, 9, 4}, {0, 9, 0}}}, Core, "x"), Error);
    // An axial and a sagittal outline of one region.
    EXPECT_THROW(ContourStack({rectangle(0, 0, 9, 9, 0), {{0, 0, 0}, {0, 5, 0}, {0, 5, 5}, {0, 0, 5}}}, Core, "x"), Error);
}

}  // namespace
}  // namespace metrisk::interop
