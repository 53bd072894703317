#include "core/survival/PatientOutlook.h"

#include "core/survival/RiskGroups.h"
#include "tests/core/survival/ErrorText.h"
#include "tests/core/survival/SmallCohort.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

TEST(RiskGroups, PartAtTheThirdsAndLeaveACutToTheLowerGroup)
{
    const std::vector<double> cohort{4, 1, 3, 2};  // type 7: 1 + 0.33·3 = 1.99 and 1 + 0.66·3 = 2.98
    const auto cuts = riskCuts(cohort);
    EXPECT_DOUBLE_EQ(cuts[0], 1.99);
    EXPECT_DOUBLE_EQ(cuts[1], 2.98);
    EXPECT_EQ(riskGroup(1.99, cuts), 0U);
    EXPECT_EQ(riskGroup(2.0, cuts), 1U);
    EXPECT_EQ(riskGroupName(2.98, cuts[0], cuts[1]), "medium");
    EXPECT_EQ(riskGroupName(2.99, cuts[0], cuts[1]), "high");
    EXPECT_EQ(riskGroup(9.0, riskCuts(cohort, {0.25, 0.5, 0.75})), 3U);
}

TEST(RiskGroups, RefuseSharesThatFallAndRisksThatAreNoNumbers)
{
    EXPECT_TRUE(testing::mentions(testing::errorOf([] { riskCuts({1, 2}, {0.6, 0.3}); }), "0.3"));
    EXPECT_TRUE(testing::mentions(testing::errorOf([] { riskCuts({1, std::nan("")}); }), "patient 2"));
    EXPECT_FALSE(testing::errorOf([] { riskCuts({}); }).empty());
}

TEST(RiskPercentile, CountsTiesHalf)
{
    EXPECT_DOUBLE_EQ(riskPercentile(2.0, {1, 2, 2, 3}), 50.0);
    EXPECT_DOUBLE_EQ(riskPercentile(0.0, {1, 2}), 0.0);
    EXPECT_DOUBLE_EQ(riskPercentile(5.0, {1, 2}), 100.0);
    EXPECT_DOUBLE_EQ(riskPercentile(5.0, {}), 0.0);
}

// R: survfit(coxph(Surv(time, event) ~ age + vol), newdata = (60, 4), conf.type = "log-log"); the last event
// before 6 months is at 5, before 12 at 8 (12 itself counts), and nobody was followed for 24.
TEST(FreedomFromModel, ReadsTheCurveAtSixTwelveAndTwentyFourMonths)
{
    const auto data = testing::smallData();
    const auto model = fitCox(data);
    const auto freedom = freedomFromModel(coxBaselines(data, model).front(), model, Eigen::Vector2d(60.0, 4.0));
    ASSERT_EQ(freedom.size(), 3U);
    EXPECT_NEAR(freedom[0].probability, 0.779383634478553, 1e-11);
    EXPECT_NEAR(freedom[0].interval.low, 0.4743136579728, 1e-11);
    EXPECT_NEAR(freedom[1].probability, 0.384627686547883, 1e-11);
    EXPECT_NEAR(freedom[1].interval.high, 0.6521501514229, 1e-11);
    EXPECT_FALSE(freedom[1].beyondFollowUp);
    EXPECT_TRUE(freedom[2].beyondFollowUp);
}

TEST(FreedomFromModel, IsCertainBeforeTheFirstEvent)
{
    const auto data = testing::smallData();
    const auto model = fitCox(data);
    const auto freedom = freedomFromModel(coxBaselines(data, model).front(), model, Eigen::Vector2d(60.0, 4.0), {1.0});
    EXPECT_EQ(freedom[0].probability, 1.0);
    EXPECT_EQ(freedom[0].interval.low, 1.0);
}

TEST(FreedomFromRisk, FollowsBreslowsFormulaForACalibratedScore)
{
    const auto cohort = testing::smallCohort();
    const auto data = testing::smallData();
    const auto calibrated = linearPredictors(data, fitCox(data, {.ties = Ties::Breslow}));  // slope 1
    const auto baseline = breslowBaseline(cohort, calibrated);
    const auto freedom = freedomFromRisk(cohort, calibrated, calibrated[3], {8.0});
    double hazard = 0.0;
    for (const auto& step : baseline)
        hazard = step.timeMonths <= 8.0 ? step.cumulativeHazard : hazard;
    EXPECT_NEAR(freedom[0].probability, std::exp(-hazard * std::exp(calibrated[3])), 1e-9);
    EXPECT_LT(freedom[0].interval.low, freedom[0].probability);
    EXPECT_GT(freedom[0].interval.high, freedom[0].probability);
}

TEST(FreedomFromGroup, IsTheGroupsCurve)
{
    const auto curve = kaplanMeier(testing::smallCohort());
    const auto freedom = freedomFromGroup(curve);
    EXPECT_EQ(freedom[1].probability, curve.at(12.0).survival);
    EXPECT_EQ(freedom[1].interval.low, curve.at(12.0).lower);
    EXPECT_FALSE(freedom[2].beyondFollowUp);   // the last patient failed at 20 months
    EXPECT_EQ(freedom[2].probability, 0.0);
}

}  // namespace
}  // namespace metrisk::survival
