#include "core/common/Error.h"
#include "core/survival/LogRank.h"
#include "core/survival/MultipleTesting.h"
#include "tests/core/survival/SmallCohort.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <regex>

namespace metrisk::survival {
namespace {

/// The groups of a study in ascending order of their label, and the labels.
struct GoldenGroups {
    Groups groups;
    std::vector<double> labels;
};

GoldenGroups groupsOf(const GoldenStudy& study, const std::string& grouping)
{
    GoldenGroups result;
    for (const auto& [label, patients] : study.groupedBy(grouping)) {
        result.groups.push_back(patients);
        result.labels.push_back(label);
    }
    return result;
}

void forEachGrouping(const std::function<void(const GoldenStudy&, const std::string&, const GoldenGroups&)>& check)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: log-rank tests are not compared with R.";
    for (const auto& study : studies)
        for (const auto& grouping : study.groupings())
            check(study, "logrank." + grouping, groupsOf(study, grouping));
}

void expectP(const GoldenStudy& study, double ours, double fromR, const std::string& key)
{
    EXPECT_NEAR(ours, fromR, study.tolerance("p_values_relative") * fromR) << study.name << " " << key;
}

void expectTestOfR(const GoldenStudy& study, const std::string& key, const Groups& groups, FlemingHarrington weight)
{
    const auto test = logRankTest(groups, weight);
    const double tolerance = study.tolerance("km_logrank_counts"), chiSquare = study.scalar(key + ".chisq");
    EXPECT_NEAR(test.chiSquare, chiSquare, tolerance * std::max(1.0, chiSquare)) << key;
    EXPECT_EQ(test.degreesOfFreedom, study.scalar(key + ".df")) << key;
    expectP(study, test.p, study.scalar(key + ".p"), key);
    const auto sums = observedExpected(groups, weight);
    const auto observed = study.numbers(key + ".observed"), expected = study.numbers(key + ".expected"),
               variance = study.numbers(key + ".var");
    const auto count = Eigen::Index(groups.size());
    ASSERT_EQ(observed.size(), groups.size()) << key;
    for (Eigen::Index i = 0; i < count; ++i) {
        EXPECT_NEAR(sums.observed[i], observed[std::size_t(i)], tolerance * 100.0) << key;
        EXPECT_NEAR(sums.expected[i], expected[std::size_t(i)], tolerance * 100.0) << key;
        for (Eigen::Index j = 0; j < count; ++j)
            EXPECT_NEAR(sums.covariance(i, j), variance[std::size_t(i * count + j)], tolerance * 100.0) << key;
    }
}

TEST(LogRank, AgreesWithRForEveryStudyAndGrouping)
{
    forEachGrouping([](const GoldenStudy& study, const std::string& key, const GoldenGroups& golden) {
        if (study.has(key + ".chisq"))
            expectTestOfR(study, key, golden.groups, {});
    });
}

TEST(LogRank, WeightedAgreesWithR)
{
    const std::regex weighted("(logrank\\..+)_peto_rho([0-9.]+)\\.chisq");
    forEachGrouping([&](const GoldenStudy& study, const std::string& key, const GoldenGroups& golden) {
        for (const auto& name : study.keys())
            if (std::smatch match; std::regex_match(name, match, weighted) && match[1] == key)
                expectTestOfR(study, name.substr(0, name.size() - 6), golden.groups, {std::stod(match[2]), 0.0});
    });
}

TEST(LogRankTrend, AgreesWithR)
{
    forEachGrouping([](const GoldenStudy& study, const std::string& grouping, const GoldenGroups& golden) {
        const auto key = grouping + "_trend";
        if (!study.has(key + ".statistic"))
            return;
        const auto trend = logRankTrend(golden.groups, study.numbers(key + ".scores"));
        const auto expectNear = [&](double ours, const std::string& name) {
            const double fromR = study.scalar(key + name);
            EXPECT_NEAR(ours, fromR, study.tolerance("km_logrank_counts") * std::max(1.0, std::abs(fromR))) << key << name;
        };
        expectNear(trend.statistic, ".statistic");
        expectNear(trend.variance, ".variance");
        expectNear(trend.test.chiSquare, ".chisq");
        expectP(study, trend.test.p, study.scalar(key + ".p"), key);
    });
}

TEST(PairwiseLogRank, AgreesWithRBeforeAndAfterAdjustment)
{
    forEachGrouping([](const GoldenStudy& study, const std::string& grouping, const GoldenGroups& golden) {
        const auto key = grouping + "_pairwise.";
        if (!study.has(key + "p"))
            return;
        const auto tests = pairwiseLogRank(golden.groups);
        const auto low = study.numbers(key + "pair_low"), high = study.numbers(key + "pair_high"), p = study.numbers(key + "p");
        std::vector<double> ours;
        for (const auto& pair : tests)
            ours.push_back(pair.test.p);
        ASSERT_EQ(tests.size(), p.size());
        const auto bonferroni = adjustedP(ours, Adjustment::Bonferroni), holm = adjustedP(ours, Adjustment::Holm),
                   bh = adjustedP(ours, Adjustment::BenjaminiHochberg);
        for (std::size_t i = 0; i < p.size(); ++i) {
            EXPECT_EQ(golden.labels[tests[i].first], low[i]);
            EXPECT_EQ(golden.labels[tests[i].second], high[i]);
            expectP(study, ours[i], p[i], key);
            expectP(study, bonferroni[i], study.numbers(key + "p_bonferroni")[i], key + "bonferroni");
            expectP(study, holm[i], study.numbers(key + "p_holm")[i], key + "holm");
            expectP(study, bh[i], study.numbers(key + "p_bh")[i], key + "bh");
        }
    });
}

// By hand: A fails at 1 and 3, B at 2 and 4. Expected in A: 1/2 + 1/3 + 1/2 = 4/3 over the times
// 1, 2, 3 (2 of 4, 1 of 3, 1 of 2 at risk); variance 1/4 + 2/9 + 1/4 = 13/18. chi² = (2/3)² / (13/18).
TEST(LogRank, MatchesAHandComputedTable)
{
    const auto test = logRankTest({{{1, true}, {3, true}}, {{2, true}, {4, true}}});
    EXPECT_NEAR(test.chiSquare, (4.0 / 9.0) / (13.0 / 18.0), 1e-12);
    EXPECT_EQ(test.degreesOfFreedom, 1);
}

/// The small cohort in two arms, within two sites: R's survdiff(Surv(time, event) ~ arm + strata(site)).
std::vector<Groups> smallStrataOfArms()
{
    std::vector<Groups> strata(2, Groups(2));
    const auto patients = testing::smallCohort();
    for (std::size_t i = 0; i < patients.size(); ++i)
        strata[i % 2][i % 3 == 2].push_back(patients[i]);
    return strata;
}

TEST(StratifiedLogRank, AgreesWithRWithAndWithoutWeights)
{
    EXPECT_NEAR(stratifiedLogRankTest(smallStrataOfArms()).chiSquare, 2.406102933508, 1e-11);
    EXPECT_NEAR(stratifiedLogRankTest(smallStrataOfArms(), {1.0, 0.0}).chiSquare, 2.320484667258, 1e-11);
}

TEST(StratifiedLogRank, OfOneStratumIsTheLogRankTest)
{
    const auto strata = smallStrataOfArms();
    EXPECT_NEAR(stratifiedLogRankTest({strata[0]}).chiSquare, logRankTest(strata[0]).chiSquare, 1e-12);
    // A stratum with one group only compares nothing.
    EXPECT_NEAR(stratifiedLogRankTest({strata[0], {{{1, true}, {2, true}}, {}}}).chiSquare, logRankTest(strata[0]).chiSquare, 1e-12);
    EXPECT_THROW(stratifiedLogRankTest({strata[0], {{{1, true}}}}), Error);
    EXPECT_THROW(stratifiedLogRankTest({}), Error);
}

// By hand, A fails at 1 and 3, B at 2 and 4: weights (1-S) before each event are 0, 1/4, 1/2, 3/4. Observed
// minus expected in A: -1/4·1/3 + 1/2·1/2 = 1/6; variance 1/16·2/9 + 1/4·1/4 = 11/144.
TEST(LogRank, StressesLateDifferencesByGamma)
{
    const auto test = logRankTest({{{1, true}, {3, true}}, {{2, true}, {4, true}}}, {0.0, 1.0});
    EXPECT_NEAR(test.chiSquare, (1.0 / 36.0) / (11.0 / 144.0), 1e-12);
}

TEST(LogRankTrend, OfTwoGroupsIsTheLogRankTestAndNeedsAScoreForEach)
{
    const Groups groups{{{1, true}, {3, true}}, {{2, true}, {4, true}}};
    EXPECT_NEAR(logRankTrend(groups, {0.0, 1.0}).test.chiSquare, logRankTest(groups).chiSquare, 1e-12);
    EXPECT_EQ(logRankTrend(groups, {1.0, 1.0}).test.p, 1.0);
    EXPECT_THROW(logRankTrend(groups, {1.0}), Error);
    EXPECT_THROW(logRankTrend(groups, {1.0, std::nan("")}), Error);
}

TEST(LogRank, SaysNothingWithoutEvents)
{
    const auto test = logRankTest({{{1, false}, {3, false}}, {{2, false}}});
    EXPECT_EQ(test.p, 1.0);
    EXPECT_EQ(test.degreesOfFreedom, 0);
}

TEST(LogRank, LeavesOutAGroupThatWasNeverAtRisk)
{
    const std::vector<FollowUp> a{{3, true}, {5, false}, {6, true}}, b{{4, true}, {7, true}, {8, false}};
    const auto two = logRankTest({a, b}), three = logRankTest({a, b, {{1, false}}});
    EXPECT_EQ(three.degreesOfFreedom, 1);
    EXPECT_NEAR(three.chiSquare, two.chiSquare, 1e-12);
}

TEST(LogRank, RefusesFewerThanTwoGroupsAndEmptyOnes)
{
    EXPECT_THROW(logRankTest({{{1, true}}}), Error);
    EXPECT_THROW(logRankTest({{{1, true}}, {}}), Error);
}

}  // namespace
}  // namespace metrisk::survival
