#include "core/analysis/CaseAnalyzer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::analysis {
namespace {

/// Risks -1, 0 and 1 in turn: one of them in each group.
inference::ModelPackage packOf(const std::vector<std::pair<double, int>>& monthsAndCauses)
{
    inference::ModelPackage package;
    package.cohortName = "a cohort";
    package.cutLow = -0.5;
    package.cutHigh = 0.5;
    for (std::size_t i = 0; i < monthsAndCauses.size(); ++i) {
        const auto [months, cause] = monthsAndCauses[i];
        package.cohort.push_back({.id = std::to_string(i), .risk = double(i % 3) - 1.0, .timeMonths = months,
                                  .event = cause == 1, .cause = cause});
    }
    return package;
}

const std::vector<std::pair<double, int>> followed{{12, 0}, {9, 1}, {4, 1}, {11, 0}, {8, 2}, {3, 1}, {2, 1}, {7, 0}, {5, 2}};

TEST(Placement, CountsADeathAsWhatItIsAndNotAsALoss)
{
    const auto placement = placeInCohort(packOf(followed), 0.0);
    ASSERT_EQ(placement.incidences.size(), 3U);
    // high: failures at 3 and 4, death at 5. Aalen-Johansen by hand: 2/3 failed, 1/3 died.
    const auto& high = placement.incidences[2].curve;
    EXPECT_NEAR(high.at(5)->incidences[0].value, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(high.at(5)->incidences[1].value, 1.0 / 3.0, 1e-12);
    // medium: loss at 7, death at 8, failure at 9: half died, half failed.
    EXPECT_NEAR(placement.incidences[1].curve.at(9)->incidences[0].value, 0.5, 1e-12);
    EXPECT_TRUE(placement.grayTest.has_value());
}

TEST(Placement, ShowsNoIncidenceWhereDeathsAreNotToldApart)
{
    auto package = packOf(followed);
    package.cohort[3].cause.reset();
    EXPECT_TRUE(placeInCohort(package, 0.0).incidences.empty());
    EXPECT_FALSE(placeInCohort(package, 0.0).grayTest.has_value());
    const auto nobodyDied = placeInCohort(packOf({{12, 0}, {9, 1}, {4, 1}, {11, 0}, {8, 1}, {3, 1}}), 0.0);
    EXPECT_TRUE(nobodyDied.incidences.empty());
    EXPECT_EQ(nobodyDied.groups.size(), 3U);
}

TEST(Placement, PredictsFreedomForEachMonthOfFollowUpAndLessForAHigherRisk)
{
    const auto high = placeInCohort(packOf(followed), 1.0), low = placeInCohort(packOf(followed), -1.0);
    ASSERT_EQ(high.predicted.size(), 13U);  // months 0 to 12
    EXPECT_EQ(high.predictedAt(0)->probability, 1.0);
    EXPECT_LT(high.predictedAt(6)->probability, low.predictedAt(6)->probability);
    EXPECT_LE(high.predictedAt(6)->interval.low, high.predictedAt(6)->probability);
    EXPECT_GE(high.predictedAt(6)->interval.high, high.predictedAt(6)->probability);
    EXPECT_FALSE(high.predictedAt(13).has_value());
}

TEST(Placement, FollowsAProportionalHazard)
{
    const auto package = packOf(followed);
    const auto zero = placeInCohort(package, 0.0), one = placeInCohort(package, 1.0), two = placeInCohort(package, 2.0);
    // Cox: log(-log S) rises linearly with the risk.
    const auto logLog = [](const Placement& placement) { return std::log(-std::log(placement.predictedAt(6)->probability)); };
    EXPECT_NEAR(logLog(two) - logLog(one), logLog(one) - logLog(zero), 1e-9);
}

TEST(Placement, HasNoPredictionFromACohortInWhichNobodyFailed)
{
    EXPECT_TRUE(placeInCohort(packOf({{12, 0}, {9, 0}, {4, 0}}), 0.0).predicted.empty());
}

}  // namespace
}  // namespace metrisk::analysis
