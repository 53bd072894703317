#include "core/survival/RocCurve.h"

#include "core/survival/PrecisionRecall.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

// Pairs: 3 outranks 2 and 1, 2 ties with 2 and outranks 1: 3.5 of 4.
const std::vector<bool> outcomes{true, true, false, false};
const std::vector<double> scores{3, 2, 2, 1};

TEST(RocCurve, CountsPairsAndPointsAsByHand)
{
    const auto roc = rocCurve(outcomes, scores);
    EXPECT_DOUBLE_EQ(roc.auc, 0.875);
    ASSERT_EQ(roc.points.size(), 4U);
    EXPECT_EQ(roc.points[1].sensitivity, 0.5);
    EXPECT_EQ(roc.points[1].falsePositiveRate, 0.0);
    EXPECT_EQ(roc.points[2].sensitivity, 1.0);
    EXPECT_EQ(roc.points[2].falsePositiveRate, 0.5);
    EXPECT_EQ(roc.points[2].threshold, 2.0);
    EXPECT_EQ(roc.points[3].falsePositiveRate, 1.0);
    // Shares outranked: positives 1 and 0.75, negatives 0.75 and 1; each variance 1/32, halved and added.
    EXPECT_NEAR(*roc.standardError, std::sqrt(1.0 / 32.0), 1e-15);
    EXPECT_NEAR(roc.plain->high, 0.875 + 1.959963984540054 * std::sqrt(1.0 / 32.0), 1e-12);
}

TEST(RocCurve, HasNoLogitIntervalAtTheEdgeAndNoVarianceOfOnePatient)
{
    const auto perfect = rocCurve({true, true, false, false}, {4, 3, 2, 1});
    EXPECT_EQ(perfect.auc, 1.0);
    EXPECT_EQ(*perfect.standardError, 0.0);
    EXPECT_FALSE(perfect.logit.has_value());
    const auto single = rocCurve({true, false, false}, {4, 3, 5});
    EXPECT_DOUBLE_EQ(single.auc, 0.5);
    EXPECT_FALSE(single.standardError.has_value());
    EXPECT_FALSE(single.plain.has_value());
}

TEST(RocCurve, OfTiedScoresIsOneHalf)
{
    const auto roc = rocCurve(outcomes, {1, 1, 1, 1});
    EXPECT_EQ(roc.auc, 0.5);
    EXPECT_EQ(roc.points.size(), 2U);
    EXPECT_EQ(*roc.standardError, 0.0);
}

TEST(CompareAuc, FindsNoDifferenceBetweenAScoreAndItself)
{
    const auto same = compareAuc(outcomes, scores, {30, 20, 20, 10});
    EXPECT_EQ(same.difference, 0.0);
    EXPECT_EQ(same.z, 0.0);
    EXPECT_EQ(same.p, 1.0);
}

TEST(PrecisionRecall, AddsStepsAsByHand)
{
    // At 3: recall 1/2, precision 1. At 2: recall 1, precision 2/3.
    const auto curve = precisionRecallCurve(outcomes, scores);
    EXPECT_NEAR(curve.averagePrecision, 0.5 * 1.0 + 0.5 * 2.0 / 3.0, 1e-15);
    EXPECT_EQ(curve.prevalence, 0.5);
    EXPECT_EQ(curve.points.back().precision, 0.5);
    // scikit-learn's documented example of average_precision_score: 0.83.
    EXPECT_NEAR(precisionRecallCurve({false, false, true, true}, {0.1, 0.4, 0.35, 0.8}).averagePrecision, 0.8333333333, 1e-9);
}

TEST(RocCurve, NamesTheRowAndRefusesOneSidedOutcomes)
{
    EXPECT_TRUE(mentions(errorOf([] { rocCurve({true, false}, {1, std::nan("")}); }), "row 2"));
    EXPECT_TRUE(mentions(errorOf([] { rocCurve({true, false}, {std::numeric_limits<double>::infinity(), 1}); }), "row 1"));
    EXPECT_TRUE(mentions(errorOf([] { rocCurve({true, true}, {1, 2}); }), "2 had the outcome"));
    EXPECT_TRUE(mentions(errorOf([] { precisionRecallCurve({false, false}, {1, 2}); }), "0 had the outcome"));
    EXPECT_TRUE(mentions(errorOf([] { rocCurve({true, false}, {1}); }), "2 patients but 1"));
    EXPECT_FALSE(errorOf([] { compareAuc({true, false, false}, {1, 2, 3}, {1, 3, 2}); }).empty());
    EXPECT_FALSE(errorOf([] { rocCurve({true, false}, {1, 2}, 1.0); }).empty());
}

}  // namespace
}  // namespace metrisk::survival
