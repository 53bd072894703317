#include "tests/core/evaluation/EvaluationSample.h"

#include "core/common/Error.h"

#include <gtest/gtest.h>

#include <stop_token>

namespace metrisk::evaluation {
namespace {

using testing::predictionsOf, testing::quickly;

/// Four patients whose pairs can be counted by hand: A-B, A-C, A-D and B-D in order, B-C not.
const std::string fourPatients = "id,time_months,event,risk,fold,sex\n"
                                 "A,2,1,3,1,m\nB,4,1,1,1,m\nC,6,0,2,2,f\nD,8,1,0,2,f\n";

bool says(const std::vector<std::string>& sentences, const std::string& words)
{
    return std::ranges::any_of(sentences, [&](const auto& sentence) { return sentence.find(words) != std::string::npos; });
}

TEST(Evaluation, CountsPairsOverallByFoldAndBySubgroup)
{
    const auto d = evaluate(predictionsOf(fourPatients), nullptr, quickly()).discrimination;
    EXPECT_DOUBLE_EQ(d.ensemble.c->value, 0.8);
    EXPECT_EQ(d.ensemble.patients, 4);
    EXPECT_EQ(d.ensemble.events, 3);
    EXPECT_DOUBLE_EQ(d.folds.rows.at(0).c->value, 1.0);
    EXPECT_EQ(d.folds.rows.at(1).c.reason, "only 1 event");
    EXPECT_EQ(d.folds.spread.count, 1);
    EXPECT_DOUBLE_EQ(d.withinFolds->c->value, 1.0);
    EXPECT_EQ(d.subgroups.at(0).name, "sex");
    EXPECT_EQ(d.subgroups[0].rows.at(0).c.reason, "only 1 event");
    EXPECT_DOUBLE_EQ(d.subgroups[0].rows.at(1).c->value, 1.0);
}

TEST(Evaluation, ComparesTheEnsembleWithItsMembersAndOtherScores)
{
    const auto d = evaluate(predictionsOf("id,time_months,event,risk_1,risk_2,score_a\n"
                                          "A,2,1,4,2,0\nB,4,1,1,1,1\nC,6,0,3,1,\nD,8,1,0,0,2\n"), nullptr, quickly()).discrimination;
    EXPECT_DOUBLE_EQ(d.ensemble.c->value, 0.8);
    EXPECT_DOUBLE_EQ(d.members.rows.at(0).c->value, 0.8);
    EXPECT_DOUBLE_EQ(d.members.rows.at(1).c->value, 0.9);   // B and C are tied
    EXPECT_DOUBLE_EQ(d.members.spread.mean, 0.85);
    EXPECT_NEAR(d.members.spread.sd, 0.1 / std::sqrt(2.0), 1e-12);
    const auto& score = d.comparators.at(0);
    EXPECT_EQ(score.row.patients, 3);                       // C has no value
    EXPECT_DOUBLE_EQ(score.row.c->value, 0.0);
    EXPECT_DOUBLE_EQ(score.ensembleMinusIt->value, 1.0);    // of these three the risk orders all pairs
}

TEST(Evaluation, GivesKaplanMeierLandmarksAndReverseMedianFollowUp)
{
    auto options = quickly();
    options.landmarksMonths = {3.0, 5.0, 9.0};
    const auto cohort = evaluate(predictionsOf(fourPatients), nullptr, options).cohort;
    EXPECT_DOUBLE_EQ(cohort.landmarks[0].probability, 0.75);
    EXPECT_DOUBLE_EQ(cohort.landmarks[1].probability, 0.5);
    EXPECT_EQ(cohort.landmarks[2].probability, 0.0);               // D, the last, failed at 8
    EXPECT_DOUBLE_EQ(cohort.medianFollowUp.months.value(), 7.0);   // half at 6, until D leaves at 8
    EXPECT_DOUBLE_EQ(cohort.longestMonths, 8.0);
}

TEST(Evaluation, CutsTheGroupsWhereTheTrainingPatientsAreCut)
{
    std::string training = "id,time_months,event,risk\n";
    for (int i = 0; i <= 100; ++i)
        training += fmt::format("T{},{},1,{}\n", i, 101 - i, i);
    const auto trained = predictionsOf(training);
    const auto predictions = predictionsOf("id,time_months,event,risk\nA,5,1,33\nB,4,1,34\nC,3,1,66.5\nD,2,1,90\n");
    const auto groups = evaluate(predictions, &trained, quickly()).groups;
    EXPECT_TRUE(groups.cutsFromTraining);
    EXPECT_DOUBLE_EQ(groups.cuts[0], 33.0);
    EXPECT_DOUBLE_EQ(groups.cuts[1], 66.0);
    EXPECT_EQ(groups.groups[0].patients, 1);   // a risk at the cut belongs below it
    EXPECT_EQ(groups.groups[1].patients, 1);
    EXPECT_EQ(groups.groups[2].patients, 2);
    EXPECT_EQ(groups.reference, "low");
    EXPECT_EQ(groups.pairs->size(), 3U);
}

TEST(Evaluation, PredictsProbabilitiesFromTheTrainingTable)
{
    const auto training = predictionsOf(testing::madeUpTable(300, 0.5)), predictions = predictionsOf(testing::madeUpTable());
    const auto result = evaluate(predictions, &training, quickly());
    const auto freedom = survival::freedomFromRisk(training.followUp, training.risks, predictions.risks[7], {24.0});
    EXPECT_NEAR(result.horizonProbabilities.at(7), 1.0 - freedom[0].probability, 1e-12);
    EXPECT_EQ(result.horizon.probabilities->source, "baseline hazard and slope of p.csv");
    EXPECT_TRUE(result.horizon.calibrationCurve) << result.horizon.calibrationCurve.reason;
    EXPECT_TRUE(result.horizon.recalibration) << result.horizon.recalibration.reason;
    EXPECT_TRUE(result.horizon.brier) << result.horizon.brier.reason;
    EXPECT_EQ(result.horizon.decision->points.size(), 46U);
    EXPECT_TRUE(result.horizon.decision->points.front().band);
    EXPECT_TRUE(says(result.warnings, "200 ids are in both tables"));
}

TEST(Evaluation, SaysWhyThereAreNoProbabilitiesWithoutTrainingOrColumns)
{
    const auto result = evaluate(predictionsOf(testing::madeUpTable()), nullptr, quickly());
    for (const auto& reason : {result.horizon.calibrationGroups.reason, result.horizon.decision.reason, result.horizon.brier.reason})
        EXPECT_EQ(reason, "neither a training table nor a column probability_24 gives event probabilities");
    EXPECT_FALSE(result.groups.cutsFromTraining);
    EXPECT_TRUE(says(result.notes, "this table's own percentiles 33 and 66"));
    EXPECT_TRUE(result.horizonProbabilities.empty());
}

TEST(Evaluation, TakesTheTablesOwnProbabilitiesFirst)
{
    const auto predictions = predictionsOf("id,time_months,event,risk,probability_12\nA,2,1,3,0.9\nB,4,1,1,0.6\nC,26,0,2,0.4\nD,30,1,0,0.2\n");
    auto options = quickly();
    options.horizonMonths = 12.0;
    const auto result = evaluate(predictions, &predictions, options);
    EXPECT_EQ(result.horizon.probabilities->source, "the probability columns of p.csv");
    EXPECT_DOUBLE_EQ(result.horizon.inTheLarge->observed, 0.5);
    EXPECT_DOUBLE_EQ(result.horizon.inTheLarge->meanPredicted, 0.525);
    // Brier by hand: nobody is lost before 12 months, so (0.1² + 0.4² + 0.4² + 0.2²) / 4.
    EXPECT_NEAR(result.horizon.brier->at.at(0).brier, 0.0925, 1e-12);
    options.horizonMonths = 24.0;
    const auto other = evaluate(predictions, nullptr, options);
    EXPECT_EQ(other.horizon.decision.reason, "the probability columns of p.csv say nothing about 24 months");
}

TEST(Evaluation, TellsTheReceiverOperatingCurveOfKnownOutcomesOnly)
{
    auto options = quickly();
    options.horizonMonths = 7.0;
    options.aucMonths = {5.0, 7.0, 9.0};
    const auto time = evaluate(predictionsOf(fourPatients), nullptr, options).time;
    EXPECT_EQ(time.roc->unknown, 1);                   // C, lost at 6
    EXPECT_EQ(time.roc->curve.positives, 2);
    EXPECT_DOUBLE_EQ(time.roc->curve.auc, 1.0);        // A and B above D
    EXPECT_DOUBLE_EQ(time.auc[0].auc->value, 0.75);    // A above C and D, B above D only
    EXPECT_EQ(time.auc[2].auc.reason, "Nobody was followed beyond 9 months; the longest follow-up is 8.0");
    EXPECT_EQ(time.meanAuc.reason, "the AUC at 9 months is not computable");
}

TEST(Evaluation, CountsDeathsAsCompetingOnlyWhereTheTableTellsThem)
{
    const auto told = evaluate(predictionsOf(testing::madeUpTable()), nullptr, quickly());
    EXPECT_EQ(told.cohort.deaths.value(), told.groups.incidence->deaths);
    EXPECT_GT(told.groups.incidence->deaths, 10);
    EXPECT_TRUE(told.groups.incidence->grayOfEvent);
    const auto last = told.groups.incidence->everybody.steps.back();
    EXPECT_NEAR(last.eventFree + last.incidences[0].value + last.incidences[1].value, 1.0, 1e-12);
    const auto untold = evaluate(predictionsOf(fourPatients), nullptr, quickly());
    EXPECT_FALSE(untold.groups.incidence);
    EXPECT_FALSE(untold.cohort.deaths);
}

TEST(Evaluation, AnswersWithReasonsWhenNobodyHadTheEvent)
{
    const auto result = evaluate(predictionsOf("id,time_months,event,risk,sex\nA,30,0,1,m\nB,40,0,2,f\nC,50,0,3,m\n"), nullptr, quickly());
    EXPECT_EQ(result.discrimination.ensemble.c.reason, "no event");
    EXPECT_EQ(result.discrimination.uno.reason, "no event");
    EXPECT_EQ(result.regression.reason, "no event");
    EXPECT_EQ(result.groups.logRank.reason, "no event");
    EXPECT_EQ(result.time.auc[0].auc.reason, "no event by 6 months");
    EXPECT_TRUE(says(result.warnings, "Nobody had the event"));
}

TEST(Evaluation, AnswersWithReasonsForOnePatientAndForEqualRisks)
{
    const auto one = evaluate(predictionsOf("id,time_months,event,risk\nA,30,1,1\n"), nullptr, quickly());
    EXPECT_EQ(one.discrimination.ensemble.c.reason, "only 1 event");
    EXPECT_EQ(one.groups.logRank.reason, "only one group has patients");
    const auto equal = evaluate(predictionsOf("id,time_months,event,risk\nA,1,1,5\nB,2,1,5\nC,30,0,5\nD,40,0,5\n"), nullptr, quickly());
    EXPECT_DOUBLE_EQ(equal.discrimination.ensemble.c->value, 0.5);
    EXPECT_EQ(equal.regression.reason, "Covariate “risk” is the same for all patients.");
    EXPECT_EQ(equal.groups.groups[0].patients, 4);
}

TEST(Evaluation, WarnsOfFewEventsAndOfARiskThatPointsTheWrongWay)
{
    const auto result = evaluate(predictionsOf("id,time_months,event,risk\nA,1,1,1\nB,2,1,2\nC,3,1,3\n"), nullptr, quickly());
    EXPECT_TRUE(says(result.warnings, "Only 3 events"));
    EXPECT_TRUE(says(result.warnings, "below 0.5"));
    EXPECT_FALSE(says(evaluate(predictionsOf(testing::madeUpTable()), nullptr, quickly()).warnings, "events"));
}

TEST(Evaluation, GivesTheSameNumbersTwiceAndOthersForAnotherSeed)
{
    const auto predictions = predictionsOf(testing::madeUpTable());
    auto options = quickly();
    const auto first = evaluate(predictions, nullptr, options), second = evaluate(predictions, nullptr, options);
    EXPECT_EQ(first.discrimination.uno->interval.low, second.discrimination.uno->interval.low);
    options.seed = 2;
    EXPECT_NE(first.discrimination.uno->interval.low, evaluate(predictions, nullptr, options).discrimination.uno->interval.low);
}

TEST(Evaluation, CanBeCancelledAndReportsProgress)
{
    std::stop_source stop;
    double reached = 0.0;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        reached = progress.fraction;
        if (progress.fraction > 0.5)
            stop.request_stop();
    });
    EXPECT_THROW(evaluate(predictionsOf(testing::madeUpTable()), nullptr, quickly(), job), Cancelled);
    EXPECT_GT(reached, 0.5);
}

TEST(Evaluation, RefusesImpossibleOptions)
{
    const auto refused = [](auto change) {
        auto options = quickly();
        change(options);
        EXPECT_THROW(options.check(), Error);
    };
    refused([](auto& o) { o.horizonMonths = 0.0; });
    refused([](auto& o) { o.aucMonths = {12.0, 6.0}; });
    refused([](auto& o) { o.landmarksMonths = {-1.0}; });
    refused([](auto& o) { o.cutShares = {0.6, 0.3}; });
    refused([](auto& o) { o.highestThreshold = 1.0; });
    refused([](auto& o) { o.resamples = 3; });
    refused([](auto& o) { o.confidence = 1.0; });
    EXPECT_NO_THROW(EvaluationOptions().check());
}

}  // namespace
}  // namespace metrisk::evaluation
