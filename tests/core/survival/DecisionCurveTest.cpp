#include "core/survival/DecisionCurve.h"

#include "core/common/Error.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

const std::vector<bool> outcomes{true, false, true, false};
const std::vector<double> predicted{.9, .6, .4, .1};

TEST(DecisionCurve, CountsBenefitAsByHand)
{
    const auto curve = decisionCurve(outcomes, predicted, {0.2, 0.5, 0.95});
    // At 0.2 three are treated, two rightly: 2/4 - 1/4 · 0.25. All: 2/4 - 2/4 · 0.25.
    EXPECT_DOUBLE_EQ(curve.points[0].model, 0.4375);
    EXPECT_DOUBLE_EQ(curve.points[0].all, 0.375);
    EXPECT_DOUBLE_EQ(curve.points[0].reductionPer100, 25.0);   // one of four is spared and no event missed
    EXPECT_DOUBLE_EQ(curve.points[1].model, 0.0);
    EXPECT_EQ(decisionCurve(outcomes, predicted, {0.6}).points[0].treated, 2);   // at the threshold: treated
    EXPECT_EQ(curve.points[2].treated, 0);
    EXPECT_EQ(curve.points[2].model, 0.0);
}

TEST(DecisionCurve, OfCensoredFollowUpUsesKaplanMeierOfThoseTreated)
{
    // Treated from 0.5: failed at 2, lost at 3, failed at 4. By 5: 1 - 2/3 · 0 = 1; by 3: 1/3.
    const std::vector<FollowUp> patients{{2, true}, {3, false}, {4, true}, {8, false}, {9, false}};
    const std::vector<double> p{.9, .8, .7, .2, .1};
    const auto late = decisionCurve(patients, p, 5.0, {0.5});
    EXPECT_EQ(late.events, 2);
    EXPECT_NEAR(late.points[0].model, 1.0 * 0.6, 1e-15);
    EXPECT_FALSE(late.points[0].beyondFollowUp);
    const auto early = decisionCurve(patients, p, 3.0, {0.5});
    EXPECT_NEAR(early.points[0].model, 0.6 * (1.0 / 3.0 - 2.0 / 3.0), 1e-15);
    EXPECT_NEAR(early.points[0].all, 0.2 - 0.8, 1e-15);
}

TEST(DecisionCurve, MarksThoseTreatedWhoseFollowUpEndsEarly)
{
    const auto curve = decisionCurve({{1, true}, {2, false}, {9, false}}, {.9, .8, .1}, 5.0, {0.5, 0.05});
    EXPECT_TRUE(curve.points[0].beyondFollowUp);
    EXPECT_NEAR(curve.points[0].model, 2.0 / 3.0 * (0.5 - 0.5), 1e-15);   // the last estimate is kept
    EXPECT_FALSE(curve.points[1].beyondFollowUp);
}

TEST(DecisionCurve, BandHoldsTheEstimateAndRepeatsFromItsSeed)
{
    std::vector<FollowUp> patients;
    std::vector<double> p;
    for (int i = 0; i < 120; ++i) {
        patients.push_back({1.0 + (i * 37) % 29, i % 3 != 0});
        p.push_back(0.1 + 0.8 * ((i * 53) % 120) / 120.0);
    }
    const auto a = decisionCurveWithBand(patients, p, 12.0, {0.3}, {400, 7, 0.95});
    const auto b = decisionCurveWithBand(patients, p, 12.0, {0.3}, {400, 7, 0.95});
    const auto c = decisionCurveWithBand(patients, p, 12.0, {0.3}, {400, 8, 0.95});
    EXPECT_LT(a.points[0].band->low, a.points[0].model);
    EXPECT_GT(a.points[0].band->high, a.points[0].model);
    EXPECT_EQ(a.points[0].band->low, b.points[0].band->low);
    EXPECT_NE(a.points[0].band->low, c.points[0].band->low);
}

TEST(DecisionCurve, BandOfASharePredictedForAllFollowsTheBinomial)
{
    // Everybody is treated, 30 of 100 have the event: NB = s - (1-s)·t/(1-t) with s = 0.3 ± 1.96·0.0458.
    std::vector<bool> y(100, false);
    std::fill_n(y.begin(), 30, true);
    const auto curve = decisionCurveWithBand(y, std::vector<double>(100, 0.9), {0.2}, {4000, 3, 0.95});
    const auto benefit = [](double share) { return share - (1.0 - share) * 0.25; };
    EXPECT_NEAR(curve.points[0].band->low, benefit(0.3 - 1.96 * 0.0458), 0.02);
    EXPECT_NEAR(curve.points[0].band->high, benefit(0.3 + 1.96 * 0.0458), 0.02);
}

TEST(DecisionCurve, StopsWhenCancelledAndRefusesWhatCannotBe)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(decisionCurveWithBand(outcomes, predicted, {0.2}, {}, Job(stop.get_token(), {})), Cancelled);
    EXPECT_TRUE(mentions(errorOf([] { decisionCurve(outcomes, predicted, {1.0}); }), "threshold probability of 1"));
    EXPECT_TRUE(mentions(errorOf([] { decisionCurve(outcomes, {.1, .2, 2, .4}, {0.5}); }), "row 3"));
    EXPECT_TRUE(mentions(errorOf([] { decisionCurve(outcomes, {.1}, {0.5}); }), "4 patients but 1"));
    EXPECT_FALSE(errorOf([] { decisionCurve(std::vector<bool>{}, {}, {0.5}); }).empty());
    EXPECT_FALSE(errorOf([] { decisionCurveWithBand(outcomes, predicted, {0.2}, {0, 1, 0.95}); }).empty());
}

}  // namespace
}  // namespace metrisk::survival
