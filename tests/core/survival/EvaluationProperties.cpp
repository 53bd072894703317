// What must hold of any cohort, tried on drawn ones (RapidCheck).
#include "core/common/Error.h"
#include "core/survival/BrierScore.h"
#include "core/survival/Calibration.h"
#include "core/survival/Concordance.h"
#include "core/survival/ContingencyTests.h"
#include "core/survival/DecisionCurve.h"
#include "core/survival/LogisticRegression.h"
#include "core/survival/RankTests.h"
#include "core/survival/RocCurve.h"
#include "core/survival/TimeDependentAuc.h"
#include "core/survival/UnoConcordance.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {
namespace {

/// Whole numbers, so that ties are frequent and sums exact.
struct DrawnCohort {
    std::vector<FollowUp> patients;
    std::vector<double> risks;
    std::vector<bool> outcomes() const
    {
        std::vector<bool> had;
        for (const auto& patient : patients)
            had.push_back(patient.event);
        return had;
    }
    DrawnCohort reversed() const
    {
        DrawnCohort other = *this;
        std::ranges::reverse(other.patients);
        std::ranges::reverse(other.risks);
        return other;
    }
};

/// At least four patients, an event first and someone who outlives everybody last.
DrawnCohort drawCohort()
{
    DrawnCohort cohort{{{1.0, true}, {2.0, true}}, {}};
    for (const auto& [time, event] : *rc::gen::container<std::vector<std::pair<int, bool>>>(
             rc::gen::pair(rc::gen::inRange(1, 12), rc::gen::arbitrary<bool>())))
        cohort.patients.push_back({double(time), event});
    cohort.patients.push_back({13.0, false});
    cohort.patients.push_back({14.0, false});
    for (std::size_t i = 0; i < cohort.patients.size(); ++i)
        cohort.risks.push_back(double(*rc::gen::inRange(0, 8)));
    return cohort;
}

std::vector<double> negated(std::vector<double> values)
{
    for (auto& value : values)
        value = -value;
    return values;
}

RC_GTEST_PROP(EvaluationProperty, AucOfTheOppositeScoreIsTheRest, ())
{
    const auto cohort = drawCohort();
    const auto roc = rocCurve(cohort.outcomes(), cohort.risks), opposite = rocCurve(cohort.outcomes(), negated(cohort.risks));
    RC_ASSERT(std::abs(roc.auc + opposite.auc - 1.0) < 1e-12);
    RC_ASSERT(std::abs(*roc.standardError - *opposite.standardError) < 1e-12);
    double area = 0.0;   // the curve's own area
    for (std::size_t k = 1; k < roc.points.size(); ++k)
        area += (roc.points[k].falsePositiveRate - roc.points[k - 1].falsePositiveRate) *
                0.5 * (roc.points[k].sensitivity + roc.points[k - 1].sensitivity);
    RC_ASSERT(std::abs(area - roc.auc) < 1e-12);
}

RC_GTEST_PROP(EvaluationProperty, OrderOfPatientsDoesNotMatter, ())
{
    const auto cohort = drawCohort(), other = cohort.reversed();
    RC_ASSERT(std::abs(*timeDependentAuc(cohort.patients, cohort.risks, {6}).at[0].auc -
                       *timeDependentAuc(other.patients, other.risks, {6}).at[0].auc) < 1e-12);
    RC_ASSERT(std::abs(unoConcordance(cohort.patients, cohort.risks) - unoConcordance(other.patients, other.risks)) < 1e-12);
    RC_ASSERT(std::abs(rocCurve(cohort.outcomes(), cohort.risks).auc - rocCurve(other.outcomes(), other.risks).auc) < 1e-12);
}

RC_GTEST_PROP(EvaluationProperty, ScaleOfTimeDoesNotMatter, ())
{
    const auto cohort = drawCohort();
    auto inDays = cohort;
    for (auto& patient : inDays.patients)
        patient.timeMonths *= 32.0;   // a power of two keeps every comparison
    RC_ASSERT(unoConcordance(cohort.patients, cohort.risks) == unoConcordance(inDays.patients, inDays.risks));
    RC_ASSERT(timeDependentAuc(cohort.patients, cohort.risks, {6}).at[0].auc ==
              timeDependentAuc(inDays.patients, inDays.risks, {192}).at[0].auc);
}

RC_GTEST_PROP(EvaluationProperty, OppositeRisksGiveTheRestOfTimeDependentMeasures, ())
{
    const auto cohort = drawCohort();
    const auto opposite = negated(cohort.risks);
    RC_ASSERT(std::abs(unoConcordance(cohort.patients, cohort.risks) + unoConcordance(cohort.patients, opposite) - 1.0) < 1e-12);
    RC_ASSERT(std::abs(*timeDependentAuc(cohort.patients, cohort.risks, {6}).at[0].auc +
                       *timeDependentAuc(cohort.patients, opposite, {6}).at[0].auc - 1.0) < 1e-12);
}

RC_GTEST_PROP(EvaluationProperty, WithoutCensoringWeightsMakeNoDifference, ())
{
    auto cohort = drawCohort();
    for (auto& patient : cohort.patients)
        patient.event = true;
    std::vector<bool> byThen;
    for (const auto& patient : cohort.patients)
        byThen.push_back(patient.timeMonths <= 6.0);
    RC_ASSERT(std::abs(*timeDependentAuc(cohort.patients, cohort.risks, {6}).at[0].auc - rocCurve(byThen, cohort.risks).auc) < 1e-12);
    RC_ASSERT(std::abs(unoConcordance(cohort.patients, cohort.risks) - concordance(cohort.patients, cohort.risks)) < 1e-12);
}

RC_GTEST_PROP(EvaluationProperty, BrierScoreOfTheTruthIsZeroAndNeverNegative, ())
{
    const auto cohort = drawCohort();
    std::vector<double> truth, guess;
    for (const auto& patient : cohort.patients) {
        truth.push_back(patient.timeMonths > 6.0 ? 1.0 : 0.0);
        guess.push_back(double(*rc::gen::inRange(0, 11)) / 10.0);
    }
    const auto score = brierScore(cohort.patients, {{6.0, truth}});
    RC_ASSERT(score.at[0].brier == 0.0);
    RC_ASSERT(brierScore(cohort.patients, {{6.0, guess}}).at[0].brier >= 0.0);
}

RC_GTEST_PROP(EvaluationProperty, CalibrationGroupsHoldEverybodyOnce, ())
{
    const auto cohort = drawCohort();
    std::vector<double> predictions;
    for (const double risk : cohort.risks)
        predictions.push_back(risk / 10.0);
    const auto groups = calibrationGroups(cohort.patients, predictions, 6.0, *rc::gen::inRange(1, 5));
    int patients = 0;
    for (const auto& group : groups) {
        patients += group.patients;
        RC_ASSERT(group.interval.low <= group.observed + 1e-12 && group.observed <= group.interval.high + 1e-12);
        RC_ASSERT(group.meanPredicted >= group.range.low - 1e-12 && group.meanPredicted <= group.range.high + 1e-12);
    }
    RC_ASSERT(patients == int(cohort.patients.size()));
}

RC_GTEST_PROP(EvaluationProperty, TreatingEverybodyByTheModelIsTreatingAll, ())
{
    const auto cohort = drawCohort();
    const auto curve = decisionCurve(cohort.patients, std::vector<double>(cohort.patients.size(), 1.0), 6.0, {0.1, 0.5});
    for (const auto& point : curve.points) {
        RC_ASSERT(std::abs(point.model - point.all) < 1e-12);
        RC_ASSERT(std::abs(point.reductionPer100) < 1e-9);
    }
}

RC_GTEST_PROP(EvaluationProperty, ExchangedGroupsGiveTheSameRankSumP, ())
{
    const auto cohort = drawCohort();
    std::vector<double> with, without;
    for (std::size_t i = 0; i < cohort.risks.size(); ++i)
        (cohort.patients[i].event ? with : without).push_back(cohort.risks[i] + 1e-3 * double(i));   // no ties
    const auto test = wilcoxonRankSum(with, without), other = wilcoxonRankSum(without, with);
    RC_ASSERT(std::abs(test.shift + other.shift - 1.0) < 1e-12);
    RC_ASSERT(std::abs(test.p() - other.p()) < 1e-12);
    RC_ASSERT(test.p() > 0.0 && test.p() <= 1.0);
}

RC_GTEST_PROP(EvaluationProperty, TurnedTablesGiveTheSameExactP, ())
{
    const auto count = rc::gen::inRange(1, 9);
    const CountTable table{{*count, *count, *count}, {*count, *count, *count}};
    const CountTable turned{{table[0][0], table[1][0]}, {table[0][1], table[1][1]}, {table[0][2], table[1][2]}};
    const double p = fisherTest(table).p;
    RC_ASSERT(p > 0.0 && p <= 1.0);
    RC_ASSERT(std::abs(p - fisherTest(turned).p) < 1e-12);
    RC_ASSERT(std::abs(chiSquareTest(table).chiSquare - chiSquareTest(turned).chiSquare) < 1e-9);
}

/// Fitted probabilities add up to the events: the score equation of the intercept.
RC_GTEST_PROP(EvaluationProperty, LogisticProbabilitiesAddUpToTheEvents, ())
{
    const auto cohort = drawCohort();
    RC_PRE(std::ranges::min(cohort.risks) < std::ranges::max(cohort.risks));
    try {
        const auto model = fitLogistic(cohort.outcomes(), {{"risk", cohort.risks}});
        double sum = 0.0;
        for (const double p : model.fitted)
            sum += p;
        RC_ASSERT(std::abs(sum - double(model.events)) < 1e-7);
        RC_ASSERT(model.deviance <= model.nullDeviance + 1e-9);
    } catch (const Error& error) {   // a separated draw has no estimate, and is told so
        RC_ASSERT(error.whatHappened().find("“risk” separates") != std::string::npos);
    }
}

}  // namespace
}  // namespace metrisk::survival
