#include "core/survival/CurveSummary.h"

#include "core/survival/MultipleTesting.h"
#include "core/survival/NelsonAalen.h"
#include "core/survival/Quantile.h"
#include "tests/core/survival/ErrorText.h"
#include "tests/core/survival/SmallCohort.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using testing::errorOf;
using testing::mentions;

TEST(QuantileTime, TakesTheMiddleOfALevelThatTheCurveKeeps)
{
    // R: quantile(survfit(Surv(c(1,2,3,4), c(1,1,0,0)) ~ 1), .5) is 3, with the last follow-up as the level's end.
    EXPECT_DOUBLE_EQ(*quantileTime(kaplanMeier({{1, true}, {2, true}, {3, false}, {4, false}}), 0.5).months, 3.0);
    EXPECT_DOUBLE_EQ(*quantileTime(kaplanMeier({{1, true}, {2, true}}), 0.5).months, 1.5);
    EXPECT_FALSE(quantileTime(kaplanMeier({{1, true}, {2, false}, {3, false}}), 0.5).months);
    EXPECT_FALSE(errorOf([] { quantileTime(kaplanMeier({{1, true}}), 1.0); }).empty());
}

// Miller 1997, Survival Analysis: acute myelogenous leukaemia, both arms. R 4.2.2, survival 3.5-3: survfit(Surv(time,
// status) ~ 1, aml) prints the median as 27 (18 to 45); its band rises from 0.458 at 45 to 0.462 at 48.
TEST(QuantileTime, OfABandThatRisesAgainEndsWhereItFirstFalls)
{
    std::vector<FollowUp> patients;
    for (const double time : {9, 13, 18, 23, 31, 34, 48, 5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45})
        patients.push_back({time, true});
    for (const double time : {13, 28, 45, 161, 16})
        patients.push_back({time, false});
    const auto median = quantileTime(kaplanMeier(patients, 0.95, Transformation::Log), 0.5);
    EXPECT_EQ(median.months.value(), 27.0);
    EXPECT_EQ(median.lower.value(), 18.0);
    EXPECT_EQ(median.upper.value(), 45.0);
}

TEST(MedianFollowUp, OfGroupsIsThatOfTheirPatientsTogether)
{
    const auto all = testing::smallCohort();
    const std::vector<FollowUp> some(all.begin(), all.begin() + 7), others(all.begin() + 7, all.end());
    auto pooled = patientsOf(kaplanMeier(some));
    for (const auto& patient : patientsOf(kaplanMeier(others)))
        pooled.push_back(patient);
    ASSERT_EQ(pooled.size(), all.size());
    EXPECT_EQ(medianFollowUp(pooled).months, medianFollowUp(all).months);
    EXPECT_EQ(medianFollowUp(pooled).upper, medianFollowUp(all).upper);
    // A death before the event ends follow-up as the event does.
    const auto competing = patientsOf(cumulativeIncidence({{2, 1}, {4, 2}, {6, 0}}));
    EXPECT_TRUE(competing[0].event && competing[1].event && !competing[2].event);
}

TEST(MedianFollowUp, AgreesWithRsReversedCurve)
{
    const auto median = medianFollowUp(testing::smallCohort());
    EXPECT_DOUBLE_EQ(median.months.value(), 18.0);
    EXPECT_DOUBLE_EQ(median.lower.value(), 10.0);
    EXPECT_FALSE(median.upper);
    EXPECT_FALSE(medianFollowUp({{3, true}, {4, true}}).months);  // nobody was censored
}

TEST(RestrictedMean, IsTheAreaByHandAndStopsAtTheLastFollowUp)
{
    // 1 until 2, then 3/4 until 6, then 3/8.
    const auto curve = kaplanMeier({{6, true}, {2, true}, {8, false}, {2, false}});
    EXPECT_DOUBLE_EQ(restrictedMean(curve, 8.0).months, 2.0 + 3.0 + 0.75);
    EXPECT_TRUE(mentions(errorOf([&] { restrictedMean(curve, 9.0); }), "at 8 months"));
    EXPECT_FALSE(errorOf([&] { restrictedMean(curve, 0.0); }).empty());
    EXPECT_DOUBLE_EQ(restrictedMean(kaplanMeier({{1, true}, {3, true}}), 10.0).months, 2.0);  // all have failed
}

TEST(FollowUpTable, CountsTheTimeItself)
{
    const auto table = followUpTable(kaplanMeier({{6, true}, {2, true}, {8, false}, {2, false}}), {0.0, 2.0, 7.0});
    EXPECT_EQ(table[0].atRisk, 4);
    EXPECT_EQ(table[1].atRisk, 4);
    EXPECT_EQ(table[1].events, 1);
    EXPECT_EQ(table[1].censored, 1);
    EXPECT_EQ(table[2].atRisk, 1);
    EXPECT_EQ(table[2].events, 2);
}

TEST(NelsonAalen, AddsEventsPerPatientAtRisk)
{
    const auto steps = nelsonAalen(kaplanMeier({{1, false}, {2, true}, {4, true}}));
    EXPECT_EQ(steps[0].cumulativeHazard, 0.0);
    EXPECT_EQ(steps[0].upper, 0.0);
    EXPECT_DOUBLE_EQ(steps[2].cumulativeHazard, 1.5);
    EXPECT_DOUBLE_EQ(steps[2].standardError, std::sqrt(1.25));
    EXPECT_NEAR(steps[1].upper, 0.5 * std::exp(1.959963984540054), 1e-12);  // se = H = 1/2
}

TEST(KaplanMeier, DefinesWhatBreaksOthers)
{
    EXPECT_EQ(kaplanMeier({{3, false}, {5, false}}).steps.back().lower, 1.0);  // no event
    EXPECT_EQ(kaplanMeier({{4, true}, {4, true}}).steps.back().survival, 0.0);  // all tied
    EXPECT_DOUBLE_EQ(kaplanMeier({{0, true}, {4, false}}).at(0.0).survival, 0.5);  // an event at time 0
    EXPECT_TRUE(mentions(errorOf([] { kaplanMeier({{1, true}, {-2, true}}); }), "Patient 2"));
}

// R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm" and "BH")
TEST(AdjustedP, AgreesWithR)
{
    const std::vector<double> p{0.01, 0.04, 0.03, 0.005}, holm{0.03, 0.06, 0.06, 0.02}, bh{0.02, 0.04, 0.04, 0.02};
    for (std::size_t i = 0; i < p.size(); ++i) {
        EXPECT_NEAR(adjustedP(p, Adjustment::Holm)[i], holm[i], 1e-15);
        EXPECT_NEAR(adjustedP(p, Adjustment::BenjaminiHochberg)[i], bh[i], 1e-15);
        EXPECT_NEAR(adjustedP(p, Adjustment::Bonferroni)[i], 4.0 * p[i], 1e-15);
    }
    EXPECT_TRUE(mentions(errorOf([] { adjustedP({0.1, 1.1}, Adjustment::Holm); }), "Test 2"));
}

TEST(Quantile, InterpolatesAsRsType7)
{
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.33), 1.99);
    EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 1.0), 4.0);
    EXPECT_DOUBLE_EQ(quantile({7}, 0.5), 7.0);
    EXPECT_THROW(quantile({}, 0.5), Error);
}

}  // namespace
}  // namespace metrisk::survival
