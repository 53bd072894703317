#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// Throws Error{Input} for an empty set and, naming the first such patient (from 1), for negative or
/// not finite times.
void checkFollowUp(const std::vector<FollowUp>& patients);

/// Throws Error{Input} with fewer than two groups, for an empty group (named from 1), and for impossible times.
void checkGroups(const std::vector<std::vector<FollowUp>>& groups);

/// The same, and one finite risk for each patient.
void checkRisks(const std::vector<FollowUp>& patients, const std::vector<double>& risks);

/// Throws Error{Input} unless `given` is 0 (none) or one `what` ("stratum") for each patient.
void checkCount(std::size_t given, std::size_t patients, const char* what);

/// The weights, or 1 for each patient when none are given. Throws Error{Input}, naming the patient, for
/// weights that are negative or not finite.
std::vector<double> checkedWeights(const std::vector<double>& weights, std::size_t patients);

/// Where each distinct time starts in a set sorted by time, and how many events it holds.
struct TimePoint {
    double timeMonths = 0.0;
    std::size_t first = 0;   // index of its first patient; everyone from here on is at risk
    std::size_t count = 0;
    int events = 0;
};
std::vector<TimePoint> timePoints(const std::vector<FollowUp>& sortedByTime);

}  // namespace metrisk::survival
