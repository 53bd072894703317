#pragma once

#include <vector>

namespace metrisk::survival {

/// One patient's follow-up: months until the event, or until last seen without it.
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
    double lower = 1.0;  // 95 % interval, log-log transformed, Greenwood's variance; always a number:
    double upper = 1.0;  // [1, 1] while survival is 1, [0, the upper end before] once it is 0
};

struct KaplanMeierCurve {
    int patients = 0;
    int events = 0;
    std::vector<KaplanMeierStep> steps;  // one per distinct time, ascending

    /// The estimate in force at a time: 1 before the first step; past the last follow-up the last
    /// one, marked as beyond it and not to be drawn.
    struct Estimate { double survival = 1.0, lower = 1.0, upper = 1.0; bool beyondFollowUp = false; };
    Estimate at(double timeMonths) const;
    int atRiskAt(double timeMonths) const;  // followed for at least this long
};

/// Kaplan and Meier 1958; interval as R's survival with conf.type = "log-log".
/// Throws Error{Input} for an empty set and for negative or not finite times.
KaplanMeierCurve kaplanMeier(const std::vector<FollowUp>& patients, double confidence = 0.95);

struct LogRank {
    double chiSquare = 0.0;
    int degreesOfFreedom = 0;
    double p = 1.0;
};
/// Mantel-Haenszel log-rank test between groups; as R's survdiff. Throws Error{Input} with fewer than two groups.
LogRank logRankTest(const std::vector<std::vector<FollowUp>>& groups);

}  // namespace metrisk::survival
