#include "core/common/Error.h"
#include "core/preprocessing/LesionCrop.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

namespace metrisk::preprocessing {
namespace {

TEST(LesionCrop, PutsTheLesionIntoTheMiddle)
{
    const auto label = phantom::label({.spacingMm = 1.0, .lesionCentreMm = {0, 0, 0}, .oedemaRadiusMm = 11});
    const auto placement = placeCrop(label, {.size = imaging::Index3{31, 33, 35}});
    EXPECT_FALSE(placement.padded());
    const auto crop = cropped(label, placement);
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    double count = 0;
    for (int x = 0, next = 0; x < 31; ++x)
        for (int y = 0; y < 33; ++y)
            for (int z = 0; z < 35; ++z)
                if (crop[std::size_t(next++)] == float(imaging::Core)) {
                    sum += Eigen::Vector3d(x, y, z);
                    ++count;
                }
    EXPECT_LT((sum / count - Eigen::Vector3d(15, 16, 17)).cwiseAbs().maxCoeff(), 0.6);
}

TEST(LesionCrop, EveryVoxelOfTheCropIsTheVolumeVoxelThePlacementNames)
{
    // At the border, so that padding takes part.
    const auto volume = phantom::t1ce();
    const auto label = phantom::label({.lesionCentreMm = {-50, -60, 40}, .coreRadiusMm = 14});
    const auto placement = placeCrop(label, {.size = imaging::Index3{40, 40, 40}});
    ASSERT_TRUE(placement.padded());
    const auto crop = cropped(volume, placement);
    std::size_t next = 0;
    for (int x = 0; x < 40; ++x)
        for (int y = 0; y < 40; ++y)
            for (int z = 0; z < 40; ++z, ++next) {
                const auto voxel = placement.volumeFromCrop({x, y, z});
                const imaging::Index3 local{x - placement.padLow[0], y - placement.padLow[1],
                                            z - placement.padLow[2]};
                bool taken = true;
                for (std::size_t axis = 0; axis < 3; ++axis)
                    taken = taken && local[axis] >= 0 && local[axis] < placement.taken[axis];
                ASSERT_EQ(crop[next], taken ? volume.at(voxel) : 0.0F);
            }
}

TEST(LesionCrop, RefusesAMaskWithoutCoreAndASenselessSize)
{
    const auto geometry = phantom::geometry({});
    const imaging::LabelMap oedema(geometry,
                                   std::vector<std::uint8_t>(geometry.voxelCount(), imaging::Oedema));
    EXPECT_THROW(placeCrop(oedema, {}), Error);
    EXPECT_THROW(placeCrop(phantom::label(), {.size = imaging::Index3{0, 10, 10}}), Error);
    EXPECT_THROW(placeCrop(phantom::label(), {.size = {}, .margin = -1}), Error);
}

}  // namespace
}  // namespace metrisk::preprocessing
