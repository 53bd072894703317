#include "core/common/Error.h"
#include "tests/core/survival/SurvivalGolden.h"

#include <gtest/gtest.h>

namespace metrisk::survival {
namespace {

TEST(LogRank, AgreesWithRForEveryStudyAndGrouping)
{
    const auto studies = goldenStudies();
    if (studies.empty())
        GTEST_SKIP() << "The golden folder is absent: log-rank tests are not compared with R.";
    for (const auto& study : studies)
        for (const auto& grouping : study.groupings()) {
            std::vector<std::vector<FollowUp>> groups;
            for (const auto& [value, patients] : study.groupedBy(grouping))
                groups.push_back(patients);
            const auto test = logRankTest(groups);
            const auto key = "logrank." + grouping;
            EXPECT_NEAR(test.chiSquare, study.scalar(key + ".chisq"),
                        study.tolerance("km_logrank_counts") * study.scalar(key + ".chisq")) << key;
            EXPECT_EQ(test.degreesOfFreedom, study.scalar(key + ".df")) << key;
            EXPECT_NEAR(test.p, study.scalar(key + ".p"),
                        study.tolerance("p_values_relative") * study.scalar(key + ".p")) << key;
        }
}

// By hand: A fails at 1 and 3, B at 2 and 4. Expected in A: 1/2 + 1/3 + 1/2 = 4/3 over the times
// 1, 2, 3 (2 of 4, 1 of 3, 1 of 2 at risk); variance 1/4 + 2/9 + 1/4 = 13/18. chi² = (2/3)² / (13/18).
TEST(LogRank, MatchesAHandComputedTable)
{
    const auto test = logRankTest({{{1, true}, {3, true}}, {{2, true}, {4, true}}});
    EXPECT_NEAR(test.chiSquare, (4.0 / 9.0) / (13.0 / 18.0), 1e-12);
    EXPECT_EQ(test.degreesOfFreedom, 1);
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
