#include "core/survival/Resampling.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

const std::vector<double> waiting{0.4, 0.9, 1.1, 1.3, 1.8, 2.0, 2.4, 3.1, 4.4, 6.0, 7.5, 12.8};

std::optional<double> meanOf(const Draw& rows)
{
    double sum = 0.0;
    for (const auto row : rows)
        sum += waiting[row];
    return sum / double(rows.size());
}

// R 4.2.2, 200 000 resamples: sd 0.9995, percentiles 1.925 and 5.800, BCa 2.175 and 6.450 (z0 0.0742,
// a 0.0725). The bounds are some four standard errors of a quantile of 40 000 resamples.
TEST(Bootstrap, AgreesWithRsPercentileAndBcaIntervals)
{
    const auto result = bootstrap(waiting.size(), meanOf, {40000, 11, 0.95, true});
    EXPECT_NEAR(result.estimate, 43.7 / 12.0, 1e-12);
    EXPECT_NEAR(result.standardError, 0.99954, 0.015);
    EXPECT_NEAR(result.percentile.low, 1.925, 0.04);
    EXPECT_NEAR(result.percentile.high, 5.800, 0.08);
    EXPECT_NEAR(result.bca->low, 2.175, 0.06);
    EXPECT_NEAR(result.bca->high, 6.450, 0.15);
}

TEST(Bootstrap, RepeatsFromItsSeedOnEveryMachine)
{
    std::vector<std::size_t> drawn;
    const auto keep = [&](const Draw& rows) -> std::optional<double> {
        drawn.insert(drawn.end(), rows.begin(), rows.end());
        return double(drawn.size());
    };
    bootstrap(3, keep, {2, 0, 0.95, false});
    // Rows in order, then xoshiro256** from seed 0 modulo 3, its first words written down from its
    // published definition by an independent script.
    EXPECT_EQ(drawn, (std::vector<std::size_t>{0, 1, 2, 2, 2, 1, 1, 0, 2}));
}

TEST(Bootstrap, LeavesOutWhatCannotBeComputedAndCountsIt)
{
    const auto sometimes = [](const Draw& rows) -> std::optional<double> {
        const bool first = std::ranges::find(rows, std::size_t(0)) != rows.end();
        return first ? std::optional(double(rows[1])) : std::nullopt;
    };
    const auto result = bootstrap(4, sometimes, {2000, 1, 0.9, false});
    EXPECT_NEAR(result.notComputable / 2000.0, std::pow(0.75, 4), 0.04);
    EXPECT_EQ(int(result.values.size()) + result.notComputable, 2000);
    EXPECT_TRUE(mentions(errorOf([] { bootstrap(4, [](const Draw&) { return std::optional<double>(); }); }), "cannot be computed"));
}

TEST(Bootstrap, HasNoBcaIntervalOfAConstant)
{
    const auto result = bootstrap(5, [](const Draw&) { return std::optional(2.0); }, {100, 1, 0.95, true});
    EXPECT_FALSE(result.bca.has_value());
    EXPECT_EQ(result.percentile.low, 2.0);
    EXPECT_EQ(result.percentile.high, 2.0);
    EXPECT_EQ(result.standardError, 0.0);
}

/// The first half of the labels against the second.
std::optional<double> differenceOf(const Draw& order)
{
    double difference = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i)
        difference += (order[i] < order.size() / 2 ? -1.0 : 1.0) * double(i * i);
    return difference;
}

TEST(PermutationTest, AgreesWithAllOrders)
{
    // Squares 0, 1, 4 | 9, 16, 25: no other of the 20 splits is as far apart, its mirror image is.
    const auto result = permutationTest(6, differenceOf, {20000, 5, Tail::TwoSided, 0.0});
    EXPECT_EQ(result.observed, 45.0);
    EXPECT_NEAR(result.p, 2.0 / 20.0, 0.01);
    EXPECT_NEAR(permutationTest(6, differenceOf, {20000, 5, Tail::Greater, 0.0}).p, 1.0 / 20.0, 0.008);
    EXPECT_EQ(permutationTest(6, differenceOf, {200, 5, Tail::Less, 0.0}).p, 1.0);
    EXPECT_EQ(permutationTest(6, differenceOf, {1, 5, Tail::TwoSided, 1e9}).p, 1.0);
}

TEST(PermutationTest, IsUniformWhereNothingIsRelated)
{
    // p of 400 unrelated data sets: a tenth below 0.1, half below 0.5 (binomial, four standard errors).
    int belowTenth = 0, belowHalf = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        std::vector<double> values(10);
        Random random(seed + 1000);
        std::ranges::generate(values, [&] { return random.normal(); });
        const auto scrambled = [&values](const Draw& order) -> std::optional<double> {
            double sum = 0.0;
            for (std::size_t i = 0; i < order.size(); ++i)
                sum += (order[i] < 5 ? 1.0 : -1.0) * values[i];
            return sum;
        };
        const double p = permutationTest(10, scrambled, {199, seed + 1, Tail::TwoSided, 0.0}).p;
        belowTenth += p <= 0.1 ? 1 : 0;
        belowHalf += p <= 0.5 ? 1 : 0;
    }
    EXPECT_NEAR(belowTenth, 40, 4 * std::sqrt(400 * 0.1 * 0.9));
    EXPECT_NEAR(belowHalf, 200, 4 * std::sqrt(400 * 0.25));
}

TEST(Resampling, ReportsProgressAndStopsWhenCancelled)
{
    std::stop_source stop;
    double last = 0.0;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        EXPECT_GE(progress.fraction, last);
        last = progress.fraction;
    });
    bootstrap(waiting.size(), meanOf, {50, 1, 0.95, true}, job);
    EXPECT_EQ(last, 1.0);
    stop.request_stop();
    EXPECT_THROW(bootstrap(waiting.size(), meanOf, {50, 1, 0.95, false}, job), Cancelled);
    EXPECT_THROW(permutationTest(6, differenceOf, {}, job), Cancelled);
}

TEST(Resampling, RefusesNothingToDrawFrom)
{
    EXPECT_FALSE(errorOf([] { bootstrap(0, meanOf); }).empty());
    EXPECT_FALSE(errorOf([] { bootstrap(12, meanOf, {1, 1, 0.95, false}); }).empty());
    EXPECT_FALSE(errorOf([] { bootstrap(12, meanOf, {10, 1, 1.5, false}); }).empty());
    EXPECT_FALSE(errorOf([] { permutationTest(0, differenceOf); }).empty());
}

}  // namespace
}  // namespace metrisk::survival
