#pragma once

#include "core/survival/CumulativeIncidence.h"
#include "core/survival/KaplanMeier.h"

#include <optional>

namespace metrisk::survival {

/// What clinicians read off a Kaplan-Meier curve, computed from the curve itself.
///
///     const auto median = quantileTime(kaplanMeier(patients), 0.5);
///     median.months ? show(*median.months) : say("median not reached");
struct QuantileTime {
    std::optional<double> months;  // absent: not reached
    std::optional<double> lower, upper;
};

/// When this share of the patients has failed: the first time at which survival is at or below
/// 1 - share, and half way along the level where it equals 1 - share, as R's quantile.survfit. Interval:
/// the times at which the curve's band crosses that level (Brookmeyer and Crowley 1982, Biometrics 38:29).
/// Throws Error{Input} unless 0 < share < 1.
QuantileTime quantileTime(const KaplanMeierCurve& curve, double share);

/// Median follow-up by the reversed curve, in which censoring is the event (Schemper and Smith
/// 1996, Control Clin Trials 17:343); as R's survfit of 1 - status.
QuantileTime medianFollowUp(const std::vector<FollowUp>& patients, double confidence = 0.95);

/// The patients a curve was made of, from its counts: to pool the groups of a comparison. Of a cumulative incidence
/// every cause is an event, so that a death ends follow-up no sooner than the event does.
std::vector<FollowUp> patientsOf(const KaplanMeierCurve& curve);
std::vector<FollowUp> patientsOf(const CumulativeIncidence& curve);

/// Mean months free of the event within a horizon: the area under the curve up to it.
struct RestrictedMean {
    double months = 0.0;
    double standardError = 0.0;
};
/// Variance: the sum over event times of (area from there to the horizon)²·d/(n(n-d)) (Klein and
/// Moeschberger 2003, 4.5). Throws Error{Input} for a horizon that is not above 0, and for one past the
/// last follow-up of a curve that has not reached 0 by then, because the area is unknown.
RestrictedMean restrictedMean(const KaplanMeierCurve& curve, double horizonMonths);

/// The numbers under a curve at one time; the last two count all from the start to this time, itself
/// included.
struct FollowUpCount {
    double timeMonths = 0.0;
    int atRisk = 0;  // followed for at least this long
    int events = 0;
    int censored = 0;
};
std::vector<FollowUpCount> followUpTable(const KaplanMeierCurve& curve, const std::vector<double>& timesMonths);

}  // namespace metrisk::survival
