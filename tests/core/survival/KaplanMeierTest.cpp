#include "core/common/Error.h"
#include "core/survival/CurveSummary.h"
#include "core/survival/NelsonAalen.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace metrisk::survival {
namespace {

const std::map<std::string, Transformation> transformations{
    {"loglog", Transformation::LogLog}, {"log", Transformation::Log}, {"plain", Transformation::Plain}};

void expectNearR(double ours, double fromR, double tolerance, const std::string& what)
{
    if (std::isnan(fromR))  // as R writes it where the transformation does not exist
        return;
    EXPECT_NEAR(ours, fromR, tolerance * std::max(1.0, std::abs(fromR))) << what;
}

/// One curve of a study: "km.sex_1".
struct GoldenCurve {
    const GoldenStudy& study;
    std::string key;
    std::vector<FollowUp> patients;

    std::vector<double> of(const std::string& name) const { return study.numbers(key + "." + name); }
    bool has(const std::string& name) const { return study.has(key + "." + name); }
    double tolerance() const { return study.tolerance("km_logrank_counts"); }
    std::string at(double time) const { return study.name + " " + key + " at " + std::to_string(time); }
};

std::vector<GoldenCurve> curvesOf(const GoldenStudy& study)
{
    std::vector<GoldenCurve> curves{{study, "km.all", study.patients()}};
    for (const auto& grouping : study.groupings())
        for (const auto& [value, patients] : study.groupedBy(grouping))
            curves.push_back({study, "km." + grouping + "_" + std::to_string(value), patients});
    return curves;
}

void forEachCurve(const std::function<void(const GoldenCurve&)>& check)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: curves are not compared with R.";
    for (const auto& study : studies)
        for (const auto& curve : curvesOf(study))
            check(curve);
}

TEST(KaplanMeier, AgreesWithRForEveryStudyAndGroup)
{
    forEachCurve([](const GoldenCurve& golden) {
        const auto curve = kaplanMeier(golden.patients);
        const auto errors = greenwoodErrors(curve);
        const auto time = golden.of("time"), survival = golden.of("surv"), atRisk = golden.of("n_risk"),
                   events = golden.of("n_event"), censored = golden.of("n_censor"), error = golden.of("greenwood_se_of_surv");
        ASSERT_EQ(curve.steps.size(), time.size()) << golden.key;
        for (std::size_t i = 0; i < time.size(); ++i) {
            const auto& step = curve.steps[i];
            expectNearR(step.timeMonths, time[i], golden.tolerance(), golden.at(time[i]));
            expectNearR(step.survival, survival[i], golden.tolerance(), golden.at(time[i]));
            EXPECT_EQ(step.atRisk, atRisk[i]) << golden.at(time[i]);
            EXPECT_EQ(step.events, events[i]) << golden.at(time[i]);
            EXPECT_EQ(step.censored, censored[i]) << golden.at(time[i]);
            expectNearR(errors[i], error[i], golden.tolerance(), golden.at(time[i]));
        }
    });
}

TEST(KaplanMeier, BandsAgreeWithROnEveryScale)
{
    forEachCurve([](const GoldenCurve& golden) {
        for (const auto& [name, transformation] : transformations) {
            const auto curve = kaplanMeier(golden.patients, 0.95, transformation);
            const auto lower = golden.of("lower_" + name), upper = golden.of("upper_" + name);
            ASSERT_EQ(curve.steps.size(), lower.size());
            for (std::size_t i = 0; i < lower.size(); ++i) {
                expectNearR(curve.steps[i].lower, lower[i], golden.tolerance(), name + golden.at(curve.steps[i].timeMonths));
                expectNearR(curve.steps[i].upper, upper[i], golden.tolerance(), name + golden.at(curve.steps[i].timeMonths));
            }
        }
    });
}

TEST(KaplanMeier, AgreesWithRBetweenItsSteps)
{
    forEachCurve([](const GoldenCurve& golden) {
        const auto curve = kaplanMeier(golden.patients);
        const auto grid = golden.of("grid"), survival = golden.of("grid_surv"), lower = golden.of("grid_lower_loglog"),
                   upper = golden.of("grid_upper_loglog"), atRisk = golden.of("grid_n_risk"), events = golden.of("grid_cum_event");
        const auto table = followUpTable(curve, grid);
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const auto estimate = curve.at(grid[i]);
            EXPECT_EQ(table[i].atRisk, atRisk[i]) << golden.at(grid[i]);
            EXPECT_EQ(table[i].events, events[i]) << golden.at(grid[i]);
            expectNearR(estimate.survival, survival[i], golden.tolerance(), golden.at(grid[i]));
            expectNearR(estimate.lower, lower[i], golden.tolerance(), golden.at(grid[i]));
            expectNearR(estimate.upper, upper[i], golden.tolerance(), golden.at(grid[i]));
        }
    });
}

void expectTime(std::optional<double> ours, double fromR, const std::string& what)
{
    EXPECT_EQ(ours.has_value(), !std::isnan(fromR)) << what;
    if (ours && !std::isnan(fromR)) {
        EXPECT_NEAR(*ours, fromR, 1e-10 * std::abs(fromR)) << what;
    }
}

/// R's quantile.survfit sorts a band before it reads it. Where few are left a band may rise again, and the quantile then
/// answers with the time of the highest value below the level instead of the first, which R's print.survfit gives, as we do.
std::optional<double> readSorted(const GoldenCurve& golden, const std::string& band, double level)
{
    const auto time = golden.of("time"), value = golden.of(band);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < value.size(); ++i)
        if (value[i] < level && (!best || value[i] > value[*best]))
            best = i;
    return best ? std::optional(time[*best]) : std::nullopt;
}

void expectBandTime(const GoldenCurve& golden, std::optional<double> ours, double fromR, const std::string& band, double level)
{
    const auto sorted = readSorted(golden, band, level);
    if (ours && sorted && *sorted > *ours && std::abs(*sorted - fromR) <= 1e-10 * fromR)
        return;
    expectTime(ours, fromR, golden.key + " " + band);
}

TEST(QuantileTime, AgreesWithRForQuartilesAndTheirIntervalsOnEveryScale)
{
    forEachCurve([](const GoldenCurve& golden) {
        for (const auto& [name, transformation] : transformations) {
            const auto curve = kaplanMeier(golden.patients, 0.95, transformation);
            const auto months = golden.of("quartiles_" + name), lower = golden.of("quartiles_lower_" + name),
                       upper = golden.of("quartiles_upper_" + name);
            ASSERT_EQ(months.size(), 3U);
            for (std::size_t q = 0; q < 3; ++q) {
                const auto time = quantileTime(curve, 0.25 * double(q + 1));
                expectTime(time.months, months[q], golden.key + " " + name);
                const double level = 1.0 - 0.25 * double(q + 1);
                expectBandTime(golden, time.lower, lower[q], "lower_" + name, level);
                expectBandTime(golden, time.upper, upper[q], "upper_" + name, level);
            }
        }
    });
}

TEST(RestrictedMean, AgreesWithR)
{
    forEachCurve([](const GoldenCurve& golden) {
        if (!golden.has("rmean"))
            return;
        const auto mean = restrictedMean(kaplanMeier(golden.patients), golden.of("rmean_tau").front());
        expectNearR(mean.months, golden.of("rmean").front(), golden.tolerance(), golden.key);
        expectNearR(mean.standardError, golden.of("rmean_se").front(), golden.tolerance(), golden.key);
    });
}

TEST(NelsonAalen, AgreesWithR)
{
    forEachCurve([](const GoldenCurve& golden) {
        const auto steps = nelsonAalen(kaplanMeier(golden.patients));
        const auto hazard = golden.of("cumhaz_nelson_aalen"), error = golden.of("cumhaz_se");
        ASSERT_EQ(steps.size(), hazard.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            expectNearR(steps[i].cumulativeHazard, hazard[i], golden.tolerance(), golden.at(steps[i].timeMonths));
            expectNearR(steps[i].standardError, error[i], golden.tolerance(), golden.at(steps[i].timeMonths));
        }
    });
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

TEST(KaplanMeier, StaysAtZeroOnceTheLastPatientHasFailed)
{
    const auto curve = kaplanMeier({{6, true}, {2, true}, {4, false}});
    EXPECT_FALSE(curve.at(24.0).beyondFollowUp);
    EXPECT_EQ(curve.at(24.0).survival, 0.0);
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
