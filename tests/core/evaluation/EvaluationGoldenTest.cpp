// The whole way from a table to its numbers, held against R and scikit-survival: the manifests' studies, and real tables
// for which R 4.2.2 with survival 3.5-3 gave the numbers here.
#include "tests/core/evaluation/EvaluationSample.h"
#include "tests/core/survival/GoldenManifest.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::evaluation {
namespace {

using survival::GoldenManifest;

std::vector<GoldenManifest> studies()
{
    std::vector<GoldenManifest> some;
    for (auto& manifest : survival::goldenManifests())
        if (manifest.has("risk_groups.cut33") && manifest.has("timedep.auc"))
            some.push_back(std::move(manifest));
    return some;
}

#define SKIP_WITHOUT_STUDIES() \
    if (studies().empty()) \
        GTEST_SKIP() << "The golden folder is absent: evaluate is not compared with R and scikit-survival."

Predictions tableOf(const GoldenManifest& manifest)
{
    Predictions table;
    table.name = manifest.name;
    table.followUp = manifest.patients();
    table.risks = manifest.numbers("cox.multi_efron.lp_uncentred");
    table.probabilities.push_back({manifest.json.at("definition").at("t_star").get<double>(),
                                   manifest.numbers("cox.multi_efron.event_prob_tstar")});
    return table;
}

EvaluationOptions optionsOf(const GoldenManifest& manifest, double horizon)
{
    auto options = testing::quickly();
    options.horizonMonths = horizon;
    options.aucMonths = manifest.numbers("timedep.times");
    return options;
}

double horizonOf(const GoldenManifest& manifest) { return manifest.json.at("definition").at("t_star").get<double>(); }

TEST(EvaluationAgainstReferences, GivesTheirConcordanceAndRiskGroups)
{
    SKIP_WITHOUT_STUDIES();
    for (const auto& manifest : studies()) {
        const auto result = evaluate(tableOf(manifest), nullptr, optionsOf(manifest, manifest.number("timedep.uno_c_tau")));
        EXPECT_NEAR(result.discrimination.ensemble.c->value, manifest.number("cindex_sksurv"), 1e-10) << manifest.name;
        EXPECT_NEAR(result.discrimination.ensemble.c->standardError, manifest.number("concordance_R.se"), 1e-8) << manifest.name;
        EXPECT_NEAR(result.discrimination.uno->value, manifest.number("timedep.uno_c"), manifest.tolerance("timedep_abs")) << manifest.name;
        EXPECT_NEAR(result.groups.cuts[0], manifest.number("risk_groups.cut33"), 1e-9) << manifest.name;
        EXPECT_NEAR(result.groups.cuts[1], manifest.number("risk_groups.cut66"), 1e-9) << manifest.name;
        const auto expected = manifest.numbers("risk_groups.group");
        for (int group = 0; group < 3; ++group)
            EXPECT_EQ(result.groups.groups[std::size_t(group)].patients, std::ranges::count(expected, double(group))) << manifest.name;
    }
}

TEST(EvaluationAgainstReferences, GivesTheirTimeDependentAuc)
{
    SKIP_WITHOUT_STUDIES();
    for (const auto& manifest : studies()) {
        const auto time = evaluate(tableOf(manifest), nullptr, optionsOf(manifest, horizonOf(manifest))).time;
        const auto expected = manifest.numbers("timedep.auc");
        ASSERT_EQ(time.auc.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (!std::isnan(expected[i])) {
                EXPECT_NEAR(time.auc[i].auc->value, expected[i], manifest.tolerance("timedep_abs")) << manifest.name << " " << i;
            }
        if (time.meanAuc && manifest.has("timedep.mean_auc")) {
            EXPECT_NEAR(*time.meanAuc, manifest.number("timedep.mean_auc"), manifest.tolerance("timedep_abs")) << manifest.name;
        }
    }
}

TEST(EvaluationAgainstReferences, GivesTheirCalibrationAndDecisionCurve)
{
    SKIP_WITHOUT_STUDIES();
    for (const auto& manifest : studies()) {
        const auto result = evaluate(tableOf(manifest), nullptr, optionsOf(manifest, horizonOf(manifest)));
        const auto& large = result.horizon.inTheLarge;
        EXPECT_NEAR(large->observed, manifest.number("calibration_overall.observed"), 1e-7) << manifest.name;
        EXPECT_NEAR(large->meanPredicted, manifest.number("calibration_overall.mean_predicted"), 1e-7) << manifest.name;
        const auto thresholds = manifest.numbers("dca.threshold"), benefits = manifest.numbers("dca.net_benefit_model");
        int compared = 0;
        for (const auto& point : result.horizon.decision->points)
            for (std::size_t i = 0; i < thresholds.size(); ++i)
                if (std::abs(thresholds[i] - point.threshold) < 1e-9) {
                    EXPECT_NEAR(point.model, benefits[i], manifest.tolerance("dca_abs")) << manifest.name << " " << point.threshold;
                    ++compared;
                }
        EXPECT_EQ(compared, 46) << manifest.name;
    }
}

/// The manifests hold the curve of a Cox model with one covariate: a table trained on itself predicts just that.
TEST(EvaluationAgainstReferences, PredictsWhatACoxModelOfTheTrainingTablePredicts)
{
    SKIP_WITHOUT_STUDIES();
    int compared = 0;
    for (const auto& manifest : studies()) {
        if (!manifest.has("cox.uni_age_breslow.event_prob_tstar"))
            continue;
        auto table = tableOf(manifest);
        table.risks = manifest.numbers("input.age");
        table.probabilities.clear();
        const auto result = evaluate(table, &table, optionsOf(manifest, horizonOf(manifest)));
        const auto expected = manifest.numbers("cox.uni_age_breslow.event_prob_tstar");
        ASSERT_EQ(result.horizonProbabilities.size(), expected.size()) << manifest.name;
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(result.horizonProbabilities[i], expected[i], 1e-6) << manifest.name << " " << i;
        ++compared;
    }
    EXPECT_GT(compared, 0);
}

TEST(EvaluationAgainstReferences, AgreesWithROnRadiosurgeryPatients)
{
    const auto data = testing::realDataFolder();
    if (!data || !std::filesystem::exists(*data / "tables/brain-cancer-srs/BrainCancer.csv"))
        GTEST_SKIP() << "BrainCancer.csv is not here.";
    const auto table = readPredictions(*data / "tables/brain-cancer-srs/BrainCancer.csv",
                                       {.id = "none", .time = "time", .event = "status", .risk = "gtv", .scores = {"ki"}, .lowerIsWorse = {"ki"}});
    const auto result = evaluate(table, nullptr, testing::quickly());
    EXPECT_EQ(result.cohort.patients, 88);
    EXPECT_EQ(result.cohort.events, 35);
    EXPECT_NEAR(result.cohort.medianFollowUp.months.value(), 39.25, 1e-9);
    EXPECT_NEAR(result.cohort.medianFollowUp.lower.value(), 32.82, 1e-9);
    EXPECT_NEAR(result.cohort.medianFollowUp.upper.value(), 45.74, 1e-9);
    EXPECT_NEAR(result.cohort.landmarks[2].probability, 0.68284198, 1e-8);
    EXPECT_NEAR(result.cohort.landmarks[2].interval.low, 0.56618115, 1e-8);
    EXPECT_NEAR(result.discrimination.ensemble.c->value, 0.6349287169043, 1e-12);
    EXPECT_NEAR(result.discrimination.ensemble.c->standardError, 0.0533197188663, 1e-10);
    EXPECT_NEAR(result.groups.cuts[0], 2.9052, 1e-10);
    EXPECT_NEAR(result.groups.cuts[1], 9.3828, 1e-10);
    EXPECT_NEAR(result.groups.logRank->chiSquare, 13.0913171299, 1e-8);
    EXPECT_NEAR(result.groups.groups[1].againstReference->value, 0.635942761262, 1e-7);
    EXPECT_NEAR(result.groups.groups[2].againstReference->interval.high, 5.57835118887, 1e-5);
    EXPECT_NEAR(result.groups.groups[2].median.months.value(), 14.62, 1e-9);
    EXPECT_FALSE(result.groups.groups[1].median.months);
    EXPECT_NEAR(result.regression->sd, 8.65757620797, 1e-9);
    EXPECT_NEAR(result.regression->perSd.value, 1.50914022566, 1e-7);
    EXPECT_NEAR(result.regression->perSd.p, 0.00550250285142, 1e-8);
    EXPECT_NEAR(result.regression->proportionality->p, 0.38906430143, 1e-6);
    const auto& sex = result.discrimination.subgroups.at(0);
    EXPECT_EQ(sex.name, "sex");
    EXPECT_NEAR(sex.rows[0].c->value, 0.633416458853, 1e-10);
    EXPECT_NEAR(sex.rows[1].c->standardError, 0.0641860838966, 1e-10);
}

TEST(EvaluationAgainstReferences, AgreesWithROnLungCancerPatientsCountedInDays)
{
    const auto data = testing::realDataFolder();
    if (!data || !std::filesystem::exists(*data / "tables/reference-survival/veteran.csv"))
        GTEST_SKIP() << "veteran.csv is not here.";
    const auto table = readPredictions(*data / "tables/reference-survival/veteran.csv",
                                       {.id = "rownames", .time = "time", .event = "status", .risk = "karno", .timeUnit = TimeUnit::Days,
                                        .lowerIsWorse = {"karno"}});
    const auto result = evaluate(table, nullptr, testing::quickly());
    EXPECT_EQ(result.cohort.events, 128);
    EXPECT_NEAR(result.discrimination.ensemble.c->value, 0.7092798727851, 1e-12);
    EXPECT_NEAR(result.discrimination.ensemble.c->standardError, 0.0225587171917, 1e-10);
    EXPECT_NEAR(result.regression->slope, 0.0334237459101, 1e-8);
}

}  // namespace
}  // namespace metrisk::evaluation
