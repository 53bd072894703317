#include "core/survival/Calibration.h"
#include "core/survival/Recalibration.h"

#include "tests/core/survival/GoldenManifest.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

using metrisk::testing::errorOf;
using metrisk::testing::mentions;

const std::vector<bool> outcomes{0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 1, 1, 0, 1};
const std::vector<double> predicted{.10, .20, .55, .15, .60, .25, .50, .80, .35, .70, .65, .05, .75, .85, .30, .40};

double logistic(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

TEST(CalibrationGroups, OfYesNoOutcomesGiveSharesWithWilsonsInterval)
{
    std::vector<bool> y(19, false);
    std::vector<double> p;
    y[3] = true;                                            // one of the ten below
    for (int i = 10; i < 17; ++i)
        y[std::size_t(i)] = true;                           // seven of the nine above
    for (int i = 0; i < 19; ++i)
        p.push_back(i < 10 ? 0.1 + 0.01 * i : 0.5 + 0.01 * i);
    const auto groups = calibrationGroups(y, p, 2);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].patients, 10);
    EXPECT_NEAR(groups[0].meanPredicted, 0.145, 1e-12);
    EXPECT_DOUBLE_EQ(groups[0].observed, 0.1);
    EXPECT_NEAR(groups[0].interval.low, 0.0178762130951, 1e-10);    // R: prop.test(1, 10, correct = FALSE)
    EXPECT_NEAR(groups[0].interval.high, 0.4041500267952, 1e-10);
    EXPECT_NEAR(groups[1].interval.low, 0.452588969107, 1e-10);     // R: prop.test(7, 9, correct = FALSE)
    EXPECT_NEAR(groups[1].interval.high, 0.936774892882, 1e-10);
}

TEST(CalibrationGroups, JoinWherePredictionsCoincide)
{
    const std::vector<FollowUp> patients{{1, true}, {2, false}, {3, true}, {4, false}, {5, true}, {6, false}};
    const auto groups = calibrationGroups(patients, {.2, .2, .2, .2, .7, .8}, 4.0, 4);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].patients, 4);
    EXPECT_NEAR(groups[0].observed, 1.0 - 3.0 / 4.0 * 1.0 / 2.0, 1e-15);
    EXPECT_EQ(groups[0].events, 2);
    EXPECT_EQ(calibrationGroups(patients, std::vector<double>(6, 0.3), 4.0, 3).size(), 1U);
}

TEST(CalibrationGroups, MarkFollowUpThatEndsBeforeTheHorizon)
{
    const std::vector<FollowUp> patients{{1, true}, {2, false}, {9, true}, {9, false}};
    const auto groups = calibrationGroups(patients, {.1, .1, .9, .9}, 8.0, 2);
    EXPECT_TRUE(groups[0].beyondFollowUp);
    EXPECT_FALSE(groups[1].beyondFollowUp);
    EXPECT_EQ(groups[1].observed, 0.0);
}

// R 4.2.2: glm(y ~ 1 + offset(l)) and glm(y ~ l), l = qlogis(predicted). The first standard error is that
// of R's converged coefficient; summary() keeps the one of the iteration before.
TEST(Recalibration, OfYesNoOutcomesAgreesWithRsGlm)
{
    const auto terms = recalibration(outcomes, predicted);
    EXPECT_NEAR(terms.intercept.estimate, 0.614564068079, 1e-9);
    EXPECT_NEAR(terms.intercept.standardError, 0.5892263108801, 1e-10);
    EXPECT_NEAR(terms.slope->estimate, 0.375738048851, 1e-9);
    EXPECT_NEAR(terms.slope->standardError, 0.410762770207, 1e-9);
    EXPECT_NEAR(terms.slope->interval.high, 0.375738048851 + 1.959963984540054 * 0.410762770207, 1e-8);
}

TEST(Recalibration, HasNoSlopeWhereAllPredictionsAreTheSame)
{
    const auto terms = recalibration(outcomes, std::vector<double>(16, 0.5));
    EXPECT_FALSE(terms.slope.has_value());
    EXPECT_NEAR(terms.intercept.estimate, std::log(9.0 / 7.0), 1e-9);
}

/// Predictions from the Karnofsky index alone, wrong on purpose.
std::vector<double> fromKarnofsky(const GoldenManifest& veteran)
{
    std::vector<double> predictions;
    for (const double karno : veteran.numbers("input.karno"))
        predictions.push_back(logistic((60.0 - karno) / 20.0 + 0.5));
    return predictions;
}

// R 4.2.2 on survival::veteran at 180 days: glm(o ~ ., weights = w, family = binomial) with weights from
// the censoring estimate with events leaving first, sandwich variance written out with solve() and %*%.
TEST(Recalibration, OfCensoredFollowUpAgreesWithRsWeightedGlm)
{
    for (const auto& manifest : goldenManifests()) {
        if (manifest.name != "veteran" || !manifest.has("input.karno") || manifest.numbers("input.karno").size() != 137)
            continue;
        const auto terms = recalibration(manifest.patients(), fromKarnofsky(manifest), 180.0);
        EXPECT_NEAR(terms.intercept.estimate, 0.929043340402, 1e-8);
        EXPECT_NEAR(terms.intercept.standardError, 0.231508165946, 1e-8);
        EXPECT_NEAR(terms.slope->estimate, 0.970026945428, 1e-8);
        EXPECT_NEAR(terms.slope->standardError, 0.256231542431, 1e-8);
        return;
    }
    GTEST_SKIP() << "The golden veteran data are absent.";
}

// The same data; curve by splines::ns with knots at the 5, 35, 65 and 95 % quantiles of the known
// patients' log odds: another basis of the same natural splines.
TEST(CalibrationCurve, OfCensoredFollowUpAgreesWithRsNaturalSpline)
{
    for (const auto& manifest : goldenManifests()) {
        if (manifest.name != "veteran" || !manifest.has("input.karno") || manifest.numbers("input.karno").size() != 137)
            continue;
        const auto curve = calibrationCurve(manifest.patients(), fromKarnofsky(manifest), 180.0);
        EXPECT_EQ(curve.knots, 4);
        EXPECT_NEAR(curve.points.front().predicted, 0.190001566015, 1e-9);
        EXPECT_NEAR(curve.points.front().observed, 0.0856854950778, 1e-7);
        EXPECT_NEAR(curve.points.front().band.low, 0.00981962026306, 1e-7);
        EXPECT_NEAR(curve.points.front().band.high, 0.469667934907, 1e-6);
        EXPECT_NEAR(curve.points[50].predicted, 0.571287846419, 1e-9);
        EXPECT_NEAR(curve.points[50].observed, 0.7981901267781, 1e-7);
        EXPECT_NEAR(curve.points[50].band.low, 0.65757764093023, 1e-7);
        EXPECT_NEAR(curve.points[50].band.high, 0.890662260758, 1e-7);
        EXPECT_NEAR(curve.meanError, 0.171517542308, 1e-7);
        return;
    }
    GTEST_SKIP() << "The golden veteran data are absent.";
}

// R 4.2.2: glm(y ~ ns(x, knots = 50 %, Boundary.knots = 10 and 90 %)), predict(se.fit = TRUE).
TEST(CalibrationCurve, OfYesNoOutcomesAgreesWithRsNaturalSpline)
{
    const std::vector<int> had{0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1,
                               0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1};
    std::vector<bool> y;
    std::vector<double> p;
    for (int i = 0; i < 40; ++i) {
        y.push_back(had[std::size_t(i)] == 1);
        p.push_back(std::round(1e4 * logistic(-2.2 + 4.4 * i / 39.0)) / 1e4);
    }
    const auto curve = calibrationCurve(y, p);
    EXPECT_EQ(curve.knots, 3);
    EXPECT_NEAR(curve.points.front().observed, 0.442683744173, 1e-8);
    EXPECT_NEAR(curve.points.front().band.low, 0.125807121457, 1e-8);
    EXPECT_NEAR(curve.points.front().band.high, 0.814269787749, 1e-8);
    EXPECT_NEAR(curve.points[50].observed, 0.602413602239, 1e-8);
    EXPECT_NEAR(curve.points.back().observed, 0.944277133331, 1e-8);
    EXPECT_NEAR(curve.points.back().band.low, 0.516903926485, 1e-7);
    EXPECT_NEAR(curve.meanError, 0.15, 1e-6);
    EXPECT_NEAR(curve.medianError, 0.102610670802, 1e-8);
    EXPECT_NEAR(curve.maximumError, 0.342883744173, 1e-8);
}

TEST(CalibrationCurve, IsALineWherePredictionsAreFew)
{
    // Two predictions: the line goes through both observed shares, 1/4 and 3/4.
    const std::vector<bool> y{1, 0, 0, 0, 1, 1, 1, 0};
    const auto curve = calibrationCurve(y, {.2, .2, .2, .2, .6, .6, .6, .6});
    EXPECT_EQ(curve.knots, 0);
    EXPECT_NEAR(curve.points.front().observed, 0.25, 1e-9);
    EXPECT_NEAR(curve.points.back().observed, 0.75, 1e-9);
    EXPECT_NEAR(curve.meanError, 0.1, 1e-9);
}

TEST(Calibration, NamesWhatIsWrong)
{
    const std::vector<FollowUp> patients{{1, true}, {2, false}, {3, true}};
    EXPECT_TRUE(mentions(errorOf([&] { calibrationGroups(patients, {.1, -.2, .3}, 2, 2); }), "row 2"));
    EXPECT_TRUE(mentions(errorOf([&] { calibrationGroups(patients, {.1, .2}, 2, 2); }), "3 patients but 2"));
    EXPECT_TRUE(mentions(errorOf([&] { calibrationGroups(patients, {.1, .2, .3}, 2, 4); }), "4 groups"));
    EXPECT_TRUE(mentions(errorOf([&] { calibrationGroups(patients, {.1, .2, .3}, -1, 2); }), "horizon of -1"));
    EXPECT_TRUE(mentions(errorOf([&] { recalibration(patients, {.1, .2, .3}, 0.5); }), "0 had the outcome"));
    EXPECT_TRUE(mentions(errorOf([&] { recalibration({{1, true}, {2, false}}, {.1, .2}, 5.0); }), "beyond 5 months"));
    EXPECT_TRUE(mentions(errorOf([] { recalibration({true, true, false, false}, {.9, .8, .2, .1}); }), "separates"));
    EXPECT_TRUE(mentions(errorOf([] { calibrationCurve({true, false, true}, {.5, .5, .5}); }), "same for every patient"));
    EXPECT_FALSE(errorOf([] { calibrationGroups(std::vector<bool>{}, {}, 1); }).empty());
}

}  // namespace
}  // namespace metrisk::survival
