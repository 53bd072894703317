#pragma once

#include "core/survival/Interval.h"
#include "core/survival/KaplanMeier.h"

#include <vector>

namespace metrisk::survival {

/// Predicted against observed probability of the event: by a horizon for followed patients, at all
/// for a yes/no outcome. Groups are cut at quantiles of the prediction (type 7), closed on the right.
struct CalibrationGroup {
    Interval range;                 // of predictions: above low (from low in the first group), up to high
    int patients = 0, events = 0;   // events by the horizon
    double meanPredicted = 0.0;
    double observed = 0.0;          // 1 - Kaplan-Meier, or the share with the outcome
    Interval interval;              // log-log (Kaplan-Meier) or Wilson's (1927)
    bool beyondFollowUp = false;    // the group's follow-up ends before the horizon; last value kept
};

/// Predictions that many patients share make breaks fall together; such groups are joined, so fewer
/// than `groups` may come back. Throws Error{Input} for predictions that are no probabilities (the row
/// is named), and for less than one group or more groups than patients.
std::vector<CalibrationGroup> calibrationGroups(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                                double horizonMonths, int groups, double confidence = 0.95);
std::vector<CalibrationGroup> calibrationGroups(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                                int groups, double confidence = 0.95);

/// Everybody together: calibration in the large. Errors as above.
struct CalibrationInTheLarge {
    double observed = 0.0, meanPredicted = 0.0;
    double expectedOverObserved = 0.0;   // infinite where nothing was observed
    Interval observedInterval;
};
CalibrationInTheLarge calibrationInTheLarge(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                            double horizonMonths, double confidence = 0.95);
CalibrationInTheLarge calibrationInTheLarge(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                            double confidence = 0.95);

}  // namespace metrisk::survival
