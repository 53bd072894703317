#pragma once

#include "core/survival/ConfidenceBand.h"

#include <vector>

namespace metrisk::survival {

/// One patient's follow-up: months until the event, or until last seen without it. Nothing below
/// depends on the unit, as long as it is one and the same.
struct FollowUp {
    double timeMonths = 0.0;
    bool event = false;
};

/// The estimate from `timeMonths` on (a step function that falls at event times).
struct KaplanMeierStep {
    double timeMonths = 0.0;
    int atRisk = 0;      // just before this time
    int events = 0;      // at this time
    int censored = 0;    // at this time
    double survival = 1.0;
    double lower = 1.0;  // interval by Greenwood's variance, 95 % log-log unless asked otherwise; always a
    double upper = 1.0;  // number: [1, 1] while survival is 1, [0, the upper end before] once it is 0
};

struct KaplanMeierCurve {
    int patients = 0;
    int events = 0;
    std::vector<KaplanMeierStep> steps;  // one per distinct time, ascending

    /// The estimate in force at a time: 1 before the first step; past the last follow-up the last
    /// one, marked as beyond it (unless that is 0) and not to be drawn.
    struct Estimate { double survival = 1.0, lower = 1.0, upper = 1.0; bool beyondFollowUp = false; };
    Estimate at(double timeMonths) const;
    int atRiskAt(double timeMonths) const;  // followed for at least this long
};

/// Kaplan and Meier 1958, J Am Stat Assoc 53:457; interval by Greenwood 1926 on the chosen scale, as
/// R's survfit. Those censored at an event's time are still at risk at it. n log n.
/// Throws Error{Input} for an empty set and, naming the patient, for negative or not finite times.
KaplanMeierCurve kaplanMeier(const std::vector<FollowUp>& patients, double confidence = 0.95,
                             Transformation transformation = Transformation::LogLog);

/// Greenwood's standard error of each step's survival, S·sqrt(sum of d/(n(n-d))): computed from the
/// curve's counts. 0 where survival is 0, where it is not defined.
std::vector<double> greenwoodErrors(const KaplanMeierCurve& curve);

}  // namespace metrisk::survival
