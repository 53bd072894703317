#include "core/common/Random.h"

#include "core/training/SmoothNoise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::training {
namespace {

// The first outputs of splitmix64 from seed 0 are published (Vigna's reference code), and they are
// xoshiro256**'s four state words here; its first output follows by hand: rotl(s1 · 5, 7) · 9.
TEST(Random, FollowsThePublishedGenerators)
{
    const std::uint64_t s1 = 0x6e789e6aa1b965f4ULL, product = s1 * 5;
    const std::uint64_t expected = ((product << 7) | (product >> 57)) * 9;
    EXPECT_EQ(Random(0).bits(), expected);
}

TEST(Random, DrawsUniformAndNormalNumbersOfTheRightShape)
{
    Random random(5);
    double sum = 0, square = 0, normalSum = 0, normalSquare = 0;
    int outsideTwo = 0;
    constexpr int count = 40000;
    for (int i = 0; i < count; ++i) {
        const double u = random.uniform(), z = random.normal();
        ASSERT_TRUE(u >= 0.0 && u < 1.0);
        sum += u, square += u * u, normalSum += z, normalSquare += z * z;
        outsideTwo += std::abs(z) > 1.959964 ? 1 : 0;
    }
    EXPECT_NEAR(sum / count, 0.5, 0.01);
    EXPECT_NEAR(square / count, 1.0 / 3.0, 0.01);
    EXPECT_NEAR(normalSum / count, 0.0, 0.02);
    EXPECT_NEAR(normalSquare / count, 1.0, 0.03);
    EXPECT_NEAR(double(outsideTwo) / count, 0.05, 0.005);
}

TEST(Random, ForksDoNotDependOnWhatWasDrawnBefore)
{
    Random drawnFrom(9);
    drawnFrom.bits();
    EXPECT_EQ(drawnFrom.fork(3).bits(), Random(9).fork(3).bits());
    EXPECT_NE(Random(9).fork(3).bits(), Random(9).fork(4).bits());
}

TEST(SmoothNoise, HasUnitSpreadAndChangesOverItsWavelength)
{
    const SmoothNoise noise(Random(2), 20.0, 0.2);
    double sum = 0, square = 0, stepSquare = 0, farSquare = 0;
    int count = 0;
    for (float x = -95; x < 75; x += 4.3F)
        for (float y = -95; y < 95; y += 4.3F)
            for (float z = -95; z < 95; z += 4.3F, ++count) {
                const double v = noise.at({x, y, z});
                sum += v, square += v * v;
                stepSquare += std::pow(noise.at({x + 1, y, z}) - v, 2);
                farSquare += std::pow(noise.at({x + 10, y, z}) - v, 2);
            }
    EXPECT_NEAR(sum / count, 0.0, 0.1);
    EXPECT_NEAR(square / count, 1.0, 0.25);
    EXPECT_LT(stepSquare / count, 0.08);  // hardly changes over a twentieth of a wavelength
    EXPECT_GT(farSquare / count, 1.0);    // and much over half of one
}

}  // namespace
}  // namespace metrisk::training
