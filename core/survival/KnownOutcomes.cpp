#include "core/survival/KnownOutcomes.h"

#include "core/common/Error.h"
#include "core/survival/CensoringWeights.h"
#include "core/survival/Horizon.h"
#include "core/survival/ValueCheck.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

KnownOutcomes collected(const std::vector<bool>& outcomes, const std::vector<double>& probabilities,
                        const std::vector<double>& weights)
{
    std::vector<bool> known;
    std::vector<double> weight, logOdds;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (weights[i] > 0.0) {
            known.push_back(outcomes[i]);
            weight.push_back(weights[i]);
            logOdds.push_back(logOddsOf(probabilities[i]));
        }
    checkBothOutcomes(known);
    const auto rows = Eigen::Index(known.size());
    KnownOutcomes result;
    result.data = {Eigen::MatrixXd::Ones(rows, 1), Eigen::VectorXd(rows), Eigen::Map<Eigen::VectorXd>(weight.data(), rows),
                   Eigen::VectorXd::Zero(rows), {"intercept"}, {}};
    std::ranges::transform(known, result.data.outcome.begin(), [](bool had) { return had ? 1.0 : 0.0; });
    result.logOdds = Eigen::Map<Eigen::VectorXd>(logOdds.data(), rows);
    return result;
}

void check(std::size_t patients, const std::vector<double>& probabilities)
{
    checkOnePerPatient(patients, probabilities.size(), "predicted probability");
    checkProbabilities(probabilities, "predicted probability");
}

}  // namespace

double logOddsOf(double probability)
{
    const double p = std::clamp(probability, 1e-6, 1.0 - 1e-6);
    return std::log(p) - std::log1p(-p);
}

KnownOutcomes knownOutcomes(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths)
{
    checkHorizon(patients, horizonMonths);
    check(patients.size(), eventProbabilities);
    std::vector<bool> failed;
    for (const auto& patient : patients)
        failed.push_back(patient.event && patient.timeMonths <= horizonMonths);
    auto known = collected(failed, eventProbabilities, horizonWeights(patients, horizonMonths, censoringDistribution(patients)));
    known.weighted = true;
    return known;
}

KnownOutcomes knownOutcomes(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities)
{
    check(outcomes.size(), eventProbabilities);
    return collected(outcomes, eventProbabilities, std::vector<double>(outcomes.size(), 1.0));
}

KnownFit fitKnown(const KnownOutcomes& known, const LogisticData& data)
{
    const auto fit = fitWeightedLogistic(data);
    return {fit, known.weighted ? sandwichCovariance(data, fit) : fit.covariance};
}

}  // namespace metrisk::survival
