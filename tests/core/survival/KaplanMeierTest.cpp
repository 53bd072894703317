#include "core/common/Error.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace metrisk::survival {
namespace {

void expectNearR(double ours, double fromR, double tolerance, const std::string& what)
{
    if (std::isnan(fromR))  // as R writes it where the log-log interval does not exist
        return;
    EXPECT_NEAR(ours, fromR, tolerance) << what;
}

void expectCurveOfR(const GoldenStudy& study, const std::string& key, const std::vector<FollowUp>& patients)
{
    const auto tolerance = study.tolerance("km_logrank_counts");
    const auto curve = kaplanMeier(patients);
    const auto of = [&](const std::string& name) { return study.numbers("km." + key + "." + name); };
    const auto time = of("time"), survival = of("surv"), atRisk = of("n_risk"), events = of("n_event"),
               censored = of("n_censor"), lower = of("lower_loglog"), upper = of("upper_loglog");
    ASSERT_EQ(curve.steps.size(), time.size()) << study.name << key;
    for (std::size_t i = 0; i < time.size(); ++i) {
        const auto& step = curve.steps[i];
        const auto what = study.name + " " + key + " at " + std::to_string(time[i]);
        EXPECT_NEAR(step.timeMonths, time[i], tolerance) << what;
        EXPECT_NEAR(step.survival, survival[i], tolerance) << what;
        EXPECT_EQ(step.atRisk, atRisk[i]) << what;
        EXPECT_EQ(step.events, events[i]) << what;
        EXPECT_EQ(step.censored, censored[i]) << what;
        expectNearR(step.lower, lower[i], tolerance, what);
        expectNearR(step.upper, upper[i], tolerance, what);
    }
}

void expectGridOfR(const GoldenStudy& study, const std::string& key, const std::vector<FollowUp>& patients)
{
    const auto tolerance = study.tolerance("km_logrank_counts");
    const auto curve = kaplanMeier(patients);
    const auto of = [&](const std::string& name) { return study.numbers("km." + key + "." + name); };
    const auto grid = of("grid"), survival = of("grid_surv"), lower = of("grid_lower_loglog"),
               upper = of("grid_upper_loglog"), atRisk = of("grid_n_risk");
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const auto estimate = curve.at(grid[i]);
        const auto what = study.name + " " + key + " at " + std::to_string(grid[i]);
        EXPECT_EQ(curve.atRiskAt(grid[i]), atRisk[i]) << what;
        if (estimate.beyondFollowUp)
            continue;
        EXPECT_NEAR(estimate.survival, survival[i], tolerance) << what;
        expectNearR(estimate.lower, lower[i], tolerance, what);
        expectNearR(estimate.upper, upper[i], tolerance, what);
    }
}

TEST(KaplanMeier, AgreesWithRForEveryStudyAndGroup)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: curves are not compared with R.";
    for (const auto& study : studies) {
        expectCurveOfR(study, "all", study.patients());
        expectGridOfR(study, "all", study.patients());
        for (const auto& grouping : study.groupings())
            for (const auto& [value, patients] : study.groupedBy(grouping)) {
                expectCurveOfR(study, grouping + "_" + std::to_string(value), patients);
                expectGridOfR(study, grouping + "_" + std::to_string(value), patients);
            }
    }
}

// Four patients by hand: events at 2 and 6, one censored at 2 (after the event) and one at 8.
TEST(KaplanMeier, FallsAtEventsOnlyAndKeepsTheCensoredAtRiskUntilTheyLeave)
{
    const auto curve = kaplanMeier({{6, true}, {2, true}, {8, false}, {2, false}});
    ASSERT_EQ(curve.steps.size(), 3U);
    EXPECT_EQ(curve.patients, 4);
    EXPECT_EQ(curve.events, 2);
    EXPECT_DOUBLE_EQ(curve.steps[0].survival, 0.75);   // 3 of 4
    EXPECT_EQ(curve.steps[0].censored, 1);
    EXPECT_DOUBLE_EQ(curve.steps[1].survival, 0.375);  // 0.75 · 1/2
    EXPECT_EQ(curve.steps[1].atRisk, 2);
    EXPECT_DOUBLE_EQ(curve.steps[2].survival, 0.375);
}

TEST(KaplanMeier, ReadsBetweenBeforeAndBeyondTheSteps)
{
    const auto curve = kaplanMeier({{6, true}, {2, true}, {8, false}, {2, false}});
    EXPECT_EQ(curve.at(1.9).survival, 1.0);
    EXPECT_DOUBLE_EQ(curve.at(2.0).survival, 0.75);
    EXPECT_DOUBLE_EQ(curve.at(5.9).survival, 0.75);
    EXPECT_FALSE(curve.at(8.0).beyondFollowUp);
    EXPECT_TRUE(curve.at(8.1).beyondFollowUp);
    EXPECT_EQ(curve.atRiskAt(2.0), 4);
    EXPECT_EQ(curve.atRiskAt(2.1), 2);
    EXPECT_EQ(curve.atRiskAt(9.0), 0);
}

TEST(KaplanMeier, IntervalStaysANumberWhereTheTransformationDoesNotExist)
{
    const auto curve = kaplanMeier({{1, false}, {2, true}, {3, true}});
    EXPECT_EQ(curve.steps[0].lower, 1.0);
    EXPECT_EQ(curve.steps[0].upper, 1.0);
    EXPECT_EQ(curve.steps[2].survival, 0.0);
    EXPECT_EQ(curve.steps[2].lower, 0.0);
    EXPECT_EQ(curve.steps[2].upper, curve.steps[1].upper);
}

TEST(KaplanMeier, NarrowsWithLessConfidence)
{
    const std::vector<FollowUp> patients{{1, true}, {2, true}, {3, false}, {4, true}, {5, false}};
    EXPECT_GT(kaplanMeier(patients, 0.5).steps[1].lower, kaplanMeier(patients, 0.95).steps[1].lower);
}

TEST(KaplanMeier, RefusesAnEmptySetAndImpossibleTimes)
{
    EXPECT_THROW(kaplanMeier({}), Error);
    EXPECT_THROW(kaplanMeier({{-1, true}}), Error);
    EXPECT_THROW(kaplanMeier({{std::numeric_limits<double>::quiet_NaN(), true}}), Error);
    EXPECT_THROW(kaplanMeier({{std::numeric_limits<double>::infinity(), false}}), Error);
    EXPECT_THROW(kaplanMeier({{1, true}}, 1.0), Error);
}

}  // namespace
}  // namespace metrisk::survival
