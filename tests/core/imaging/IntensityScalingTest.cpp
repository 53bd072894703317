#include "core/common/Error.h"
#include "core/imaging/IntensityScaling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace metrisk::imaging {
namespace {

/// R's type 7, written down plainly: sort everything, then interpolate.
double sortedPercentile(std::vector<float> values, double percent)
{
    std::sort(values.begin(), values.end());
    const double rank = percent / 100.0 * double(values.size() - 1);
    const auto low = std::size_t(std::floor(rank));
    const auto high = std::min(low + 1, values.size() - 1);
    return values[low] + (double(values[high]) - values[low]) * (rank - double(low));
}

std::vector<float> randomValues(std::size_t count)
{
    std::mt19937 random(7);
    std::vector<float> values(count);
    for (float& value : values)
        value = float(random() % 1000) / 7.0F;
    return values;
}

TEST(Percentile, AgreesWithSortingEverything)
{
    for (const std::size_t count : {1U, 2U, 3U, 10U, 1001U})
        for (const double percent : {0.0, 0.5, 25.0, 50.0, 99.5, 100.0}) {
            const auto values = randomValues(count);
            EXPECT_NEAR(percentileOf(values, percent), sortedPercentile(values, percent), 1e-9)
                << count << " " << percent;
        }
}

TEST(Percentile, OfFourNumbersIsTheTextbooks)
{
    EXPECT_DOUBLE_EQ(percentileOf({4, 1, 3, 2}, 25), 1.75);  // R: quantile(1:4, 0.25)
    EXPECT_DOUBLE_EQ(percentileOf({4, 1, 3, 2}, 50), 2.5);
}

TEST(Percentile, RefusesWhatIsNoPercentage)
{
    for (const double percent : {-1.0, 100.5, double(NAN)})
        EXPECT_THROW(percentileOf({1, 2}, percent), Error);
    EXPECT_THROW(percentileOf({}, 50), Error);
}

TEST(Scaling, MapsThePercentilesToZeroAndOneAndClipsBeyond)
{
    const imaging::ImageGeometry geometry{{101, 1, 1}, Eigen::Affine3d::Identity()};
    std::vector<float> ramp(101);
    for (int i = 0; i <= 100; ++i)
        ramp[std::size_t(i)] = float(100 - i);
    const auto scaled = scaledByPercentiles({geometry, ramp}, 10, 90);
    EXPECT_FLOAT_EQ(scaled.at(90, 0, 0), 0.0F);
    EXPECT_FLOAT_EQ(scaled.at(10, 0, 0), 1.0F);
    EXPECT_FLOAT_EQ(scaled.at(50, 0, 0), 0.5F);
    EXPECT_FLOAT_EQ(scaled.at(100, 0, 0), 0.0F);
    EXPECT_FLOAT_EQ(scaled.at(0, 0, 0), 1.0F);
}

TEST(Scaling, LeavesAnAlmostConstantVolumeUnscaledAndUnclipped)
{
    const imaging::ImageGeometry geometry{{10, 10, 10}, Eigen::Affine3d::Identity()};
    std::vector<float> values(1000, 5.0F);
    values[3] = 900.0F;
    const auto scaled = scaledByPercentiles({geometry, values}, 0.5, 99.5);
    EXPECT_FLOAT_EQ(scaled.voxels()[3], 895.0F);
    EXPECT_FLOAT_EQ(scaled.voxels()[0], 0.0F);
}

}  // namespace
}  // namespace metrisk::imaging
