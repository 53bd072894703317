#pragma once

#include "core/survival/KaplanMeier.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// What a model says about every patient at one time: the probability of being free of the event.
struct SurvivalPrediction {
    double timeMonths = 0.0;
    std::vector<double> survival;
};

/// Mean squared distance of prediction and outcome; 0 is perfect, 0.25 is a coin. `null` is the same
/// for the Kaplan-Meier estimate of the patients themselves, which knows nobody apart.
struct BrierAtTime {
    double timeMonths = 0.0;
    double brier = 0.0;
    double null = 0.0;
    std::optional<double> scaled;     // 1 - brier/null (Kattan and Gerds 2018); absent where null is 0
};

struct BrierScore {
    std::vector<BrierAtTime> at;
    std::optional<double> integrated, integratedNull;   // trapezoid over the times, divided by their
};                                                      // range; absent with a single time

/// Inverse probability of censoring weights (Graf et al. 1999), numbers as scikit-survival 0.21
/// `brier_score` and `integrated_brier_score`. Throws Error{Input} for predictions that are no
/// probabilities (the row is named), times that do not ascend, and times beyond the training follow-up.
BrierScore brierScore(const std::vector<FollowUp>& patients, const std::vector<SurvivalPrediction>& predictions,
                      const std::vector<FollowUp>& training);
BrierScore brierScore(const std::vector<FollowUp>& patients, const std::vector<SurvivalPrediction>& predictions);

}  // namespace metrisk::survival
