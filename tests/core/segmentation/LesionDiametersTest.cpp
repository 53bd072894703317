#include "core/segmentation/LesionDiameters.h"
#include "core/segmentation/LesionList.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <functional>

namespace metrisk::segmentation {
namespace {

using Test = std::function<bool(const Eigen::Vector3d& mm)>;

/// Offsets of the voxels whose centre passes the test, mm from the grid's first voxel.
std::vector<std::size_t> where(const imaging::ImageGeometry& grid, const Test& inside)
{
    std::vector<std::size_t> voxels;
    const Eigen::Vector3d spacing = grid.spacingMm();
    for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y)
            for (int x = 0; x < grid.size[0]; ++x)
                if (inside(Eigen::Vector3d(x, y, z).cwiseProduct(spacing)))
                    voxels.push_back(std::size_t((z * grid.size[1] + y) * grid.size[0] + x));
    return voxels;
}

const imaging::ImageGeometry grid = phantom::geometry({.size = {60, 60, 60}, .spacingMm = 1.0});

TEST(LesionDiameters, MeasureABallByItsDiameterWithinAVoxel)
{
    for (const double radius : {3.0, 8.0, 15.0}) {
        const auto ball = diametersOf(grid, where(grid, [&](const auto& mm) { return (mm - Eigen::Vector3d(30, 29, 31)).norm() <= radius; }));
        EXPECT_NEAR(ball.longestAxialMm, 2 * radius, 1.1) << radius;
        EXPECT_NEAR(ball.perpendicularAxialMm, 2 * radius, 1.1) << radius;
        EXPECT_NEAR(ball.longestMm, 2 * radius, 1.1) << radius;
    }
}

/// 40 × 12 mm in the axial plane, turned by 30 degrees; 50 mm from foot to head.
TEST(LesionDiameters, FindTheLongAxisOfATurnedEllipsoidAndTheOneAcrossIt)
{
    const Eigen::Matrix3d turned = Eigen::AngleAxisd(0.5236, Eigen::Vector3d::UnitZ()).toRotationMatrix();
    const auto ellipsoid = diametersOf(grid, where(grid, [&](const Eigen::Vector3d& mm) {
        const Eigen::Vector3d own = turned.transpose() * (mm - Eigen::Vector3d(30, 30, 30));
        return own.cwiseQuotient(Eigen::Vector3d(20, 6, 25)).norm() <= 1.0;
    }));
    EXPECT_NEAR(ellipsoid.longestAxialMm, 40.0, 1.2);
    EXPECT_NEAR(ellipsoid.perpendicularAxialMm, 12.0, 1.2);
    EXPECT_NEAR(ellipsoid.longestMm, 50.0, 1.2);
}

/// Of a parallelogram's extents across its long diagonal only a chord counts, not the shadow.
TEST(LesionDiameters, MeasureAcrossByAChordAndNotByAShadow)
{
    const auto sheared = diametersOf(grid, where(grid, [](const Eigen::Vector3d& mm) {
        return mm.z() == 20.0 && mm.y() >= 20.0 && mm.y() <= 29.0 && mm.x() - mm.y() >= 0.0 && mm.x() - mm.y() <= 19.0;
    }));
    // From (19.5, 20) to (48.5, 29). Ten rows high, so 10.5 mm at a right angle to that; the shadow would be 12.5 mm.
    EXPECT_NEAR(sheared.longestAxialMm, std::hypot(29.0, 9.0), 0.3);
    EXPECT_NEAR(sheared.perpendicularAxialMm, 10.5, 0.5);
}

TEST(LesionDiameters, MeasureASingleVoxelByItsOwnSize)
{
    const auto coarse = phantom::geometry({.size = {8, 8, 8}, .spacingMm = 2.0});
    const auto voxel = diametersOf(coarse, {100});
    EXPECT_DOUBLE_EQ(voxel.longestAxialMm, 2.0);
    EXPECT_DOUBLE_EQ(voxel.perpendicularAxialMm, 2.0);
    EXPECT_DOUBLE_EQ(voxel.longestMm, 2.0);
}

TEST(LesionDiameters, AreTheSameHoweverTheVoxelsAreStored)
{
    phantom::Options options{.size = {64, 64, 64}};
    const auto reference = lesionsOf(phantom::label(options)).index().diameters;
    for (const std::string codes : {"LPS", "PIR", "SLA"}) {
        options.axisCodes = codes;
        const auto stored = lesionsOf(phantom::label(options)).index().diameters;
        EXPECT_NEAR(stored.longestAxialMm, reference.longestAxialMm, 1e-9) << codes;
        EXPECT_NEAR(stored.perpendicularAxialMm, reference.perpendicularAxialMm, 1e-9) << codes;
    }
}

TEST(LesionDiameters, OfNothingAreZero)
{
    EXPECT_EQ(diametersOf(grid, {}), LesionDiameters{});
}

}  // namespace
}  // namespace metrisk::segmentation
