#include "core/analysis/PackEvidence.h"

#include "tests/core/analysis/MadeUpPack.h"
#include "tests/core/survival/ErrorText.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::analysis {
namespace {

using testing::madeUpPack;

TEST(PackEvidence, TakesRisksFoldsAndSubgroupsFromTheCohort)
{
    const auto package = madeUpPack();
    const auto predictions = cohortPredictions(package, {24.0});
    ASSERT_EQ(predictions.size(), 100U);
    EXPECT_EQ(predictions.risks[7], package.cohort[7].risk);
    EXPECT_EQ(predictions.followUp[7].timeMonths, package.cohort[7].timeMonths);
    EXPECT_EQ(predictions.folds.value().levels.size(), 5U);
    ASSERT_EQ(predictions.subgroups.size(), 2U);
    EXPECT_EQ(predictions.subgroups[0].name, "Primary");
    EXPECT_EQ(predictions.subgroups[1].levels, (std::vector<std::string>{"no", "yes"}));
}

TEST(PackEvidence, PredictsFromTheBaselineHazardAsFarAsPatientsWereFollowed)
{
    auto package = madeUpPack();
    const auto predictions = cohortPredictions(package, {2.0, 12.5, 24.0, 900.0});
    ASSERT_EQ(predictions.probabilities.size(), 3U);
    EXPECT_EQ(predictions.probabilities[0].event[0], 0.0);   // before the first step
    EXPECT_NEAR(predictions.probabilities[1].event[7], 1.0 - std::exp(-0.2 * std::exp(package.cohort[7].risk)), 1e-15);
    EXPECT_NEAR(predictions.probabilities[2].event[7], 1.0 - std::exp(-0.5 * std::exp(package.cohort[7].risk)), 1e-15);
    package.baselineHazard.clear();
    EXPECT_TRUE(cohortPredictions(package, {24.0}).probabilities.empty());
}

TEST(PackEvidence, SaysWhoseItIsAndThatCalibrationOnItsOwnCohortIsFlattering)
{
    const auto evidence = packEvidence(madeUpPack());
    EXPECT_EQ(evidence.pack, "Test pack 2");
    EXPECT_EQ(evidence.cohort, "made-up cohort: 100 patients, 66 events");
    EXPECT_EQ(evidence.cautions.front(), "Made-up patients.");
    EXPECT_TRUE(testing::mentions(evidence.cautions.back(), "not an independent one"));
    std::string words;
    std::vector<std::string> plots;
    for (const auto& section : evidence.sections) {
        for (const auto& paragraph : section.paragraphs)
            words += paragraph + " ";
        plots.insert(plots.end(), section.plots.begin(), section.plots.end());
    }
    EXPECT_TRUE(testing::mentions(words, "estimated on these very patients")) << words;
    for (const char* plot : {"concordance", "subgroups", "calibration", "decision", "auc", "roc"})
        EXPECT_EQ(std::ranges::count(plots, plot), 1) << plot;
    EXPECT_EQ(evidence.evaluation.discrimination.folds.rows.size(), 5U);
    EXPECT_GT(evidence.evaluation.discrimination.ensemble.c->value, 0.5);
}

TEST(PackEvidence, AnswersWithReasonsWhereTooLittleHappened)
{
    auto package = madeUpPack();
    for (auto& patient : package.cohort)
        patient.event = false;
    const auto evidence = packEvidence(package);
    EXPECT_FALSE(evidence.evaluation.horizon.calibrationGroups);
    EXPECT_TRUE(std::ranges::any_of(evidence.cautions, [](const auto& text) { return testing::mentions(text, "Nobody had the event"); }));
}

}  // namespace
}  // namespace metrisk::analysis
