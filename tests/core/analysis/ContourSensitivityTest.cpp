#include "core/analysis/ContourSensitivity.h"

#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace metrisk::analysis {
namespace {

using imaging::LabelMap;

const phantom::Options ball{.size = {60, 60, 60}, .spacingMm = 1.0, .lesionCentreMm = {0, 0, 0}, .coreRadiusMm = 10.0,
                            .oedemaRadiusMm = 16.0};

double volumeMm3(const LabelMap& label, bool coreOnly)
{
    double voxels = 0.0;
    for (const auto value : label.voxels())
        voxels += value == imaging::Core || (!coreOnly && value != imaging::Background) ? 1.0 : 0.0;
    return voxels;
}

double ballMm3(double radiusMm)
{
    return 4.0 / 3.0 * std::numbers::pi * std::pow(radiusMm, 3);
}

imaging::Volume everywhereBrain(const LabelMap& label)
{
    return {label.geometry(), std::vector<float>(label.voxels().size(), 1.0F)};
}

TEST(ShiftedContour, MovesBothOutlinesOfABallByTheDistance)
{
    const auto label = phantom::label(ball);
    for (const double mm : {-2.0, -1.0, 1.0, 2.0}) {
        const auto moved = shiftedContour(label, everywhereBrain(label), mm).value();
        // Of a ball made of voxels the surface counts: a distance between voxel centres rounds by up to half a voxel.
        EXPECT_GT(volumeMm3(moved, true), ballMm3(10.0 + mm - 0.5)) << mm;
        EXPECT_LT(volumeMm3(moved, true), ballMm3(10.0 + mm + 0.5)) << mm;
        EXPECT_GT(volumeMm3(moved, false), ballMm3(16.0 + mm - 0.5)) << mm;
        EXPECT_LT(volumeMm3(moved, false), ballMm3(16.0 + mm + 0.5)) << mm;
    }
}

TEST(ShiftedContour, GrowsOneVoxelAlongTheAxesForOneMillimetre)
{
    imaging::ImageGeometry geometry;
    geometry.size = {9, 9, 9};
    std::vector<std::uint8_t> voxels(geometry.voxelCount(), imaging::Background);
    voxels[4 * 81 + 4 * 9 + 4] = imaging::Core;
    const LabelMap label(geometry, voxels);
    const auto grown = shiftedContour(label, everywhereBrain(label), 1.0).value();
    EXPECT_EQ(volumeMm3(grown, true), 7.0);
    EXPECT_EQ(grown.at({5, 4, 4}), imaging::Core);
    EXPECT_EQ(grown.at({5, 5, 4}), imaging::Background);
    EXPECT_FALSE(shiftedContour(label, everywhereBrain(label), -1.0).has_value());  // nothing of the core is left
}

TEST(ShiftedContour, DoesNotGrowOutOfTheBrain)
{
    const auto label = phantom::label(ball);
    const imaging::Volume nowhere(label.geometry(), std::vector<float>(label.voxels().size(), 0.0F));
    const auto grown = shiftedContour(label, nowhere, 2.0).value();
    EXPECT_EQ(volumeMm3(grown, false), volumeMm3(label, false));
    EXPECT_GT(volumeMm3(grown, true), volumeMm3(label, true));  // the core may take over its own oedema
}

}  // namespace
}  // namespace metrisk::analysis
