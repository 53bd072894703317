#include "core/survival/BrierScore.h"

#include "core/survival/CensoringWeights.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/TimeDependentAuc.h"
#include "core/survival/ValueCheck.h"

namespace metrisk::survival {

namespace {

template <class SurvivalOf>
double weightedScore(const std::vector<FollowUp>& patients, const std::vector<double>& weights, double timeMonths,
                     SurvivalOf survivalOf)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < patients.size(); ++i) {
        const double free = patients[i].timeMonths > timeMonths ? 1.0 : 0.0;
        const double distance = free - survivalOf(i);
        sum += weights[i] * distance * distance;
    }
    return sum / double(patients.size());
}

void checkPredictions(const std::vector<FollowUp>& patients, const std::vector<SurvivalPrediction>& predictions)
{
    checkFollowUp(patients);
    std::vector<double> times;
    for (const auto& prediction : predictions) {
        times.push_back(prediction.timeMonths);
        checkOnePerPatient(patients.size(), prediction.survival.size(), "predicted survival");
        checkProbabilities(prediction.survival, "predicted survival");
    }
    checkAscendingTimes(times);
}

std::optional<double> integral(const std::vector<BrierAtTime>& at, double BrierAtTime::* value)
{
    if (at.size() < 2)
        return std::nullopt;
    double area = 0.0;
    for (std::size_t k = 1; k < at.size(); ++k)
        area += 0.5 * (at[k].*value + at[k - 1].*value) * (at[k].timeMonths - at[k - 1].timeMonths);
    return area / (at.back().timeMonths - at.front().timeMonths);
}

}  // namespace

BrierScore brierScore(const std::vector<FollowUp>& patients, const std::vector<SurvivalPrediction>& predictions,
                      const std::vector<FollowUp>& training)
{
    checkPredictions(patients, predictions);
    const auto censoring = censoringDistribution(training);
    const auto curve = kaplanMeier(patients);
    BrierScore result;
    for (const auto& prediction : predictions) {
        const double time = prediction.timeMonths, everybody = curve.at(time).survival;
        const auto weights = horizonWeights(patients, time, censoring);
        BrierAtTime score{time, weightedScore(patients, weights, time, [&](std::size_t i) { return prediction.survival[i]; }),
                          weightedScore(patients, weights, time, [&](std::size_t) { return everybody; }), {}};
        if (score.null > 0.0)
            score.scaled = 1.0 - score.brier / score.null;
        result.at.push_back(score);
    }
    result.integrated = integral(result.at, &BrierAtTime::brier);
    result.integratedNull = integral(result.at, &BrierAtTime::null);
    return result;
}

BrierScore brierScore(const std::vector<FollowUp>& patients, const std::vector<SurvivalPrediction>& predictions)
{
    return brierScore(patients, predictions, patients);
}

}  // namespace metrisk::survival
