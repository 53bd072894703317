#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// Throws Error{Input} for an empty set and for negative or not finite times.
void checkFollowUp(const std::vector<FollowUp>& patients);

/// The same, and one finite risk for each patient.
void checkRisks(const std::vector<FollowUp>& patients, const std::vector<double>& risks);

/// Where each distinct time starts in a set sorted by time, and how many events it holds.
struct TimePoint {
    double timeMonths = 0.0;
    std::size_t first = 0;   // index of its first patient; everyone from here on is at risk
    std::size_t count = 0;
    int events = 0;
};
std::vector<TimePoint> timePoints(const std::vector<FollowUp>& sortedByTime);

}  // namespace metrisk::survival
