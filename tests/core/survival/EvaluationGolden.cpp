// Reference numbers of R and scikit-survival for the evaluation of predictions: every manifest that
// holds such results, at its own tolerances. Keys nobody compares make a test fail.
#include "core/survival/BrierScore.h"
#include "core/survival/Calibration.h"
#include "core/survival/DecisionCurve.h"
#include "core/survival/TimeDependentAuc.h"
#include "core/survival/UnoConcordance.h"
#include "tests/core/survival/GoldenManifest.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::survival {
namespace {

const char* const riskKey = "cox.multi_efron.lp_uncentred";
const char* const probabilityKey = "cox.multi_efron.event_prob_tstar";

#define SKIP_WITHOUT_GOLDEN() \
    if (goldenManifests().empty()) \
        GTEST_SKIP() << "The golden folder is absent: nothing is compared with R and scikit-survival."

double horizonOf(const GoldenManifest& manifest)
{
    return manifest.json.at("definition").at("t_star").get<double>();
}

/// Patients by time, as the manifests keep them: [patients, times].
std::vector<SurvivalPrediction> predictionsOf(const GoldenManifest& manifest)
{
    const auto times = manifest.numbers("timedep.times"), all = manifest.numbers("timedep.survival_predictions");
    std::vector<SurvivalPrediction> predictions;
    for (std::size_t t = 0; t < times.size(); ++t) {
        predictions.push_back({times[t], {}});
        for (std::size_t i = t; i < all.size(); i += times.size())
            predictions.back().survival.push_back(all[i]);
    }
    return predictions;
}

TEST(EvaluationGolden, ComparesEveryKeyOfTheseSections)
{
    SKIP_WITHOUT_GOLDEN();
    const std::set<std::string> compared{
        "timedep.times", "timedep.auc", "timedep.mean_auc", "timedep.survival_predictions", "timedep.brier",
        "timedep.brier_null_km", "timedep.integrated_brier", "timedep.uno_c", "timedep.uno_c_tau",
        "dca.threshold", "dca.n_positive", "dca.net_benefit_model", "dca.net_benefit_all", "dca.km_beyond_followup",
        "calibration_overall.t_star", "calibration_overall.observed", "calibration_overall.mean_predicted",
        "calibration_overall.expected_over_observed"};
    const std::set<std::string> perBins{"n_bins", "breaks", "n", "mean_predicted", "observed", "lower", "upper"};
    for (const auto& manifest : goldenManifests())
        for (const auto& key : manifest.keys()) {
            const auto section = key.substr(0, key.find('.')), rest = key.substr(key.find('.') + 1);
            if (section != "timedep" && section != "dca" && !section.starts_with("calibration"))
                continue;
            const bool bins = section.starts_with("calibration_") && section.ends_with("bins");
            EXPECT_TRUE(bins ? perBins.contains(rest) : compared.contains(key))
                << manifest.name << " has " << key << ", which nothing compares";
        }
}

TEST(EvaluationGolden, TimeDependentAucAgreesWithScikitSurvival)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.has("timedep.auc"))
            continue;
        const auto expected = manifest.numbers("timedep.auc");
        const double tolerance = manifest.tolerance("timedep_abs");
        const auto auc = timeDependentAuc(manifest.patients(), manifest.numbers(riskKey), manifest.numbers("timedep.times"));
        ASSERT_EQ(auc.at.size(), expected.size()) << manifest.name;
        for (std::size_t t = 0; t < expected.size(); ++t) {
            EXPECT_EQ(auc.at[t].auc.has_value(), !std::isnan(expected[t])) << manifest.name << " time " << t;
            if (!std::isnan(expected[t])) {
                EXPECT_NEAR(auc.at[t].auc.value(), expected[t], tolerance) << manifest.name << " time " << t;
            }
        }
        if (manifest.has("timedep.mean_auc")) {
            EXPECT_NEAR(auc.mean.value(), manifest.number("timedep.mean_auc"), tolerance) << manifest.name;
        }
    }
}

TEST(EvaluationGolden, BrierScoreAgreesWithScikitSurvival)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.has("timedep.brier"))
            continue;
        const auto brier = manifest.numbers("timedep.brier");
        const double tolerance = manifest.tolerance("timedep_abs");
        const auto score = brierScore(manifest.patients(), predictionsOf(manifest));
        ASSERT_EQ(score.at.size(), brier.size()) << manifest.name;
        for (std::size_t t = 0; t < brier.size(); ++t) {
            EXPECT_NEAR(score.at[t].brier, brier[t], tolerance) << manifest.name << " time " << t;
            if (manifest.has("timedep.brier_null_km")) {
                EXPECT_NEAR(score.at[t].null, manifest.numbers("timedep.brier_null_km")[t], tolerance) << manifest.name << " time " << t;
            }
        }
        if (manifest.has("timedep.integrated_brier")) {
            EXPECT_NEAR(score.integrated.value(), manifest.number("timedep.integrated_brier"), tolerance) << manifest.name;
        }
    }
}

TEST(EvaluationGolden, UnosConcordanceAgreesWithScikitSurvival)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests())
        if (manifest.has("timedep.uno_c")) {
            EXPECT_NEAR(unoConcordance(manifest.patients(), manifest.numbers(riskKey), manifest.number("timedep.uno_c_tau")),
                        manifest.number("timedep.uno_c"), manifest.tolerance("timedep_abs")) << manifest.name;
        }
}

/// R has no log-log interval where Kaplan-Meier is 0 or 1; ours is then a number around the estimate.
void expectIntervalEnd(double ours, double expected, double observed, bool isLower, double tolerance, const std::string& where)
{
    if (!std::isnan(expected)) {
        EXPECT_NEAR(ours, expected, tolerance) << where;
        return;
    }
    EXPECT_TRUE(ours >= 0.0 && ours <= 1.0) << where;
    EXPECT_TRUE(isLower ? ours <= observed : ours >= observed) << where;
}

void compareBins(const GoldenManifest& manifest, const std::string& section)
{
    const auto values = [&](const char* key) { return manifest.numbers(section + "." + key); };
    const double tolerance = manifest.tolerance("calibration_abs");
    const auto groups = calibrationGroups(manifest.patients(), manifest.numbers(probabilityKey), horizonOf(manifest),
                                          int(values("n_bins")[0]));
    const auto where = manifest.name + " " + section;
    ASSERT_EQ(groups.size(), values("n").size()) << where;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        EXPECT_NEAR(groups[g].range.low, values("breaks")[g], tolerance) << where << " group " << g;
        EXPECT_NEAR(groups[g].range.high, values("breaks")[g + 1], tolerance) << where << " group " << g;
        EXPECT_EQ(groups[g].patients, int(values("n")[g])) << where << " group " << g;
        EXPECT_NEAR(groups[g].meanPredicted, values("mean_predicted")[g], tolerance) << where << " group " << g;
        EXPECT_NEAR(groups[g].observed, values("observed")[g], tolerance) << where << " group " << g;
        const auto observed = groups[g].observed;
        expectIntervalEnd(groups[g].interval.low, values("lower")[g], observed, true, tolerance, where);
        expectIntervalEnd(groups[g].interval.high, values("upper")[g], observed, false, tolerance, where);
    }
}

TEST(EvaluationGolden, CalibrationGroupsAgreeWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests())
        for (const auto& key : manifest.keys())
            if (key.starts_with("calibration_") && key.ends_with("bins.n_bins"))
                compareBins(manifest, key.substr(0, key.find('.')));
}

TEST(EvaluationGolden, CalibrationInTheLargeAgreesWithR)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("calibration_overall"))
            continue;
        const double tolerance = manifest.tolerance("calibration_abs");
        const auto overall = calibrationInTheLarge(manifest.patients(), manifest.numbers(probabilityKey),
                                                   manifest.number("calibration_overall.t_star"));
        EXPECT_NEAR(overall.observed, manifest.number("calibration_overall.observed"), tolerance) << manifest.name;
        EXPECT_NEAR(overall.meanPredicted, manifest.number("calibration_overall.mean_predicted"), tolerance) << manifest.name;
        EXPECT_NEAR(overall.expectedOverObserved, manifest.number("calibration_overall.expected_over_observed"), tolerance)
            << manifest.name;
    }
}

TEST(EvaluationGolden, DecisionCurvesAgreeWithTheReference)
{
    SKIP_WITHOUT_GOLDEN();
    for (const auto& manifest : goldenManifests()) {
        if (!manifest.hasSection("dca"))
            continue;
        const auto thresholds = manifest.numbers("dca.threshold");
        const double tolerance = manifest.tolerance("dca_abs");
        const auto curve = decisionCurve(manifest.patients(), manifest.numbers(probabilityKey), horizonOf(manifest), thresholds);
        for (std::size_t k = 0; k < thresholds.size(); ++k) {
            const auto& point = curve.points.at(k);
            const auto where = manifest.name + " threshold " + std::to_string(thresholds[k]);
            EXPECT_NEAR(point.model, manifest.numbers("dca.net_benefit_model")[k], tolerance) << where;
            EXPECT_NEAR(point.all, manifest.numbers("dca.net_benefit_all")[k], tolerance) << where;
            EXPECT_EQ(point.treated, int(manifest.numbers("dca.n_positive")[k])) << where;
            EXPECT_EQ(point.beyondFollowUp, manifest.numbers("dca.km_beyond_followup")[k] != 0.0) << where;
        }
    }
}

}  // namespace
}  // namespace metrisk::survival
