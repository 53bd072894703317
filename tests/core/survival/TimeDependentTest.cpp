#include "core/survival/BrierScore.h"
#include "core/survival/CensoringWeights.h"
#include "core/survival/TimeDependentAuc.h"
#include "core/survival/UnoConcordance.h"

#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

// Lost at 2 (four at risk) and at 4 (two at risk): still followed 3/4 from 2 on, 3/8 from 4 on.
const std::vector<FollowUp> five{{1, true}, {2, false}, {3, true}, {4, false}, {5, true}};
const std::vector<double> risks{3, 9, 1, 2, 0};

TEST(CensoringDistribution, LetsEventsLeaveFirst)
{
    const auto censoring = censoringDistribution(five);
    EXPECT_DOUBLE_EQ(censoring.at(1.9), 1.0);
    EXPECT_DOUBLE_EQ(censoring.at(2), 0.75);
    EXPECT_DOUBLE_EQ(censoring.at(100), 0.375);
    // At one time an event and a loss: the loss is one of the two left, not of three.
    EXPECT_DOUBLE_EQ(censoringDistribution({{1, true}, {1, false}, {2, true}}).at(1), 0.5);
}

TEST(TimeDependentAuc, WeightsCasesAsByHand)
{
    // By 3: cases of weight 1 and 4/3, controls of risk 2 and 0. The first outranks both, the second one.
    const auto auc = timeDependentAuc(five, risks, {3});
    EXPECT_NEAR(*auc.at[0].auc, (2.0 + 4.0 / 3.0) / (2.0 * 7.0 / 3.0), 1e-15);
    EXPECT_EQ(auc.at[0].cases, 2);
    EXPECT_EQ(auc.at[0].controls, 2);
    EXPECT_EQ(auc.mean, auc.at[0].auc);
}

TEST(TimeDependentAuc, SaysWhereItIsNotComputable)
{
    const auto auc = timeDependentAuc(five, risks, {0.5, 3, 7});
    EXPECT_FALSE(auc.at[0].auc.has_value());   // nobody failed yet
    EXPECT_TRUE(auc.at[1].auc.has_value());
    EXPECT_FALSE(auc.at[2].auc.has_value());   // nobody is left
    EXPECT_FALSE(auc.mean.has_value());
    EXPECT_FALSE(timeDependentAuc({{1, false}, {2, false}}, {1, 2}, {1.5}).at[0].auc.has_value());
}

TEST(UnoConcordance, WeightsPairsAsByHand)
{
    // The first failure: 3 of 4 pairs, weight 1. The second: 1 of 2, weight (4/3)².
    EXPECT_NEAR(unoConcordance(five, risks), (3.0 + 16.0 / 9.0) / (4.0 + 32.0 / 9.0), 1e-15);
    EXPECT_DOUBLE_EQ(unoConcordance(five, risks, 3.0), 0.75);   // a failure at the limit opens no pair
    EXPECT_NEAR(unoConcordance(five, {3, 9, 1, 1 + 5e-9, 0}), (3.0 + 1.5 * 16.0 / 9.0) / (4.0 + 32.0 / 9.0), 1e-15);
}

TEST(UnoConcordance, PairsOneWhoFailedWithOneLastSeenThen)
{
    EXPECT_DOUBLE_EQ(unoConcordance({{1, true}, {1, false}, {2, false}}, {2, 1, 3}), 0.5);
    EXPECT_TRUE(mentions(errorOf([] { unoConcordance({{1, true}, {1, true}}, {2, 1}); }), "No two patients"));
    EXPECT_TRUE(mentions(errorOf([] { unoConcordance({{1, false}, {2, false}}, {2, 1}); }), "No two patients"));
}

TEST(BrierScore, WeighsAsByHand)
{
    // At 3: weights 1, 0, 4/3, 4/3, 4/3; every distance is 1/2.
    const auto half = brierScore(five, {{3, std::vector<double>(5, 0.5)}});
    EXPECT_NEAR(half.at[0].brier, 0.25 * 5.0 / 5.0, 1e-15);
    EXPECT_FALSE(half.integrated.has_value());
    // Kaplan-Meier at 3: 4/5 · 2/3 = 8/15, the reference that knows nobody apart.
    const double km = 8.0 / 15.0;
    const double null = ((1.0 + 4.0 / 3.0) * km * km + 8.0 / 3.0 * (1.0 - km) * (1.0 - km)) / 5.0;
    EXPECT_NEAR(half.at[0].null, null, 1e-15);
    EXPECT_NEAR(*half.at[0].scaled, 1.0 - 0.25 / null, 1e-12);
}

TEST(BrierScore, OfACertainProphetIsZero)
{
    const auto score = brierScore(five, {{1, {0, 1, 1, 1, 1}}, {3, {0, 1, 0, 1, 1}}});
    EXPECT_EQ(score.at[0].brier, 0.0);
    EXPECT_EQ(score.at[1].brier, 0.0);
    EXPECT_EQ(*score.integrated, 0.0);
    EXPECT_GT(*score.integratedNull, 0.0);
}

TEST(BrierScore, NamesWhatIsWrong)
{
    EXPECT_TRUE(mentions(errorOf([] { brierScore(five, {{3, {0.5, 0.5, 1.2, 0.5, 0.5}}}); }), "row 3"));
    EXPECT_TRUE(mentions(errorOf([] { brierScore(five, {{3, {0.5}}}); }), "5 patients but 1"));
    const std::vector<double> same(5, 0.5);
    EXPECT_TRUE(mentions(errorOf([&] { brierScore(five, {{3, same}, {3, same}}); }), "do not ascend"));
    EXPECT_TRUE(mentions(errorOf([&] { brierScore(five, {}); }), "absent"));
    const std::vector<FollowUp> lost{{1, true}, {2, false}};
    EXPECT_TRUE(mentions(errorOf([&] { brierScore(lost, {{2, {0.5, 0.5}}}); }), "beyond 2 months"));
    EXPECT_FALSE(errorOf([&] { brierScore({{-1, true}}, {{1, {0.5}}}); }).empty());
}

TEST(TimeDependentAuc, NamesTheRowThatTrainingPatientsDoNotReach)
{
    const std::vector<FollowUp> short_{{1, true}, {2, false}};
    EXPECT_TRUE(mentions(errorOf([&] { timeDependentAuc(five, risks, {4}, short_); }), "Row 3"));
}

}  // namespace
}  // namespace metrisk::survival
