#pragma once

#include "core/survival/KaplanMeier.h"
#include "core/survival/WeightedLogistic.h"

#include <vector>

namespace metrisk::survival {

/// Inside core/survival: the patients whose outcome is known, their weights and predicted log odds.
struct KnownOutcomes {
    LogisticData data;               // an intercept alone; no offset
    Eigen::VectorXd logOdds;         // predicted, of the known patients
    bool weighted = false;           // the variance is then the sandwich
};

KnownOutcomes knownOutcomes(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths);
KnownOutcomes knownOutcomes(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities);

/// The log odds of a probability kept 1e-6 away from 0 and 1.
double logOddsOf(double probability);

/// The fit and the variance that belongs to it.
struct KnownFit { LogisticFit fit; Eigen::MatrixXd covariance; };
KnownFit fitKnown(const KnownOutcomes& known, const LogisticData& data);

}  // namespace metrisk::survival
