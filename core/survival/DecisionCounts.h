#pragma once

#include "core/survival/DecisionCurve.h"

#include <vector>

namespace metrisk::survival {

/// Inside core/survival: how many patients a threshold treats and which share of them has the event.
struct TreatedShare {
    int treated = 0;
    double eventShare = 0.0;
    bool beyondFollowUp = false;
};

/// Of the patients `chosen`, who may occur more than once; for follow-up they must be in order of time.
TreatedShare treatedShare(const std::vector<bool>& outcomes, const std::vector<double>& probabilities,
                          const std::vector<std::size_t>& chosen, double threshold);
TreatedShare treatedShare(const std::vector<FollowUp>& patients, const std::vector<double>& probabilities,
                          const std::vector<std::size_t>& chosen, double horizonMonths, double threshold);

DecisionPoint decisionPoint(const TreatedShare& some, const TreatedShare& everybody, double threshold);

std::vector<std::size_t> everyOnce(std::size_t patients);
std::vector<std::size_t> byTime(const std::vector<FollowUp>& patients);

}  // namespace metrisk::survival
