#pragma once

#include "core/survival/Interval.h"
#include "core/survival/KaplanMeier.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// How a prediction would have to be bent to fit: log odds observed = intercept + slope · log odds
/// predicted (Cox 1958, Van Calster et al. 2019). For censored follow-up the patients whose state at
/// the horizon is known stand for those lost before, by inverse probability of censoring weights
/// (Graf et al. 1999), with a sandwich variance that takes these weights as given.
/// The slope of a linear predictor over the whole follow-up is Cox's, see the Cox model.
struct CalibrationTerm {
    double estimate = 0.0, standardError = 0.0;
    Interval interval;
};

struct Recalibration {
    CalibrationTerm intercept;              // with the slope held at 1; 0 is calibrated in the large
    std::optional<CalibrationTerm> slope;   // 1 is calibrated, below 1 overfitted; absent where all
};                                          // predictions are the same

/// Predictions of 0 or 1 have no log odds and count as 1e-6 away from there. Throws Error{Input} when
/// all or none of the known patients had the event, for predictions that are no probabilities (the row
/// is named), for a horizon nobody was followed beyond, and where the predictions separate the outcome.
Recalibration recalibration(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths, double confidence = 0.95);
Recalibration recalibration(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                            double confidence = 0.95);

/// A smooth calibration curve: the same regression with a restricted cubic spline of the log odds
/// (Harrell 2015, 2.4.5; Austin, Harrell and van Klaveren 2020), and its pointwise band.
struct CalibrationPoint { double predicted = 0.0, observed = 0.0; Interval band; };

struct CalibrationCurve {
    std::vector<CalibrationPoint> points;   // from the lowest to the highest prediction
    int knots = 0;                          // 0: a straight line on the log odds scale
    double meanError = 0.0;                 // integrated calibration index (Austin and Steyerberg 2019)
    double medianError = 0.0, maximumError = 0.0;   // E50 and Emax, over the patients
};

/// Knots lie at the quantiles Harrell proposes: 3, or 4 from 100 patients on; where predictions are
/// too few to tell them apart the curve is a straight line. Errors as recalibration, and for
/// predictions that are all the same.
CalibrationCurve calibrationCurve(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                  double horizonMonths, double confidence = 0.95);
CalibrationCurve calibrationCurve(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                  double confidence = 0.95);

}  // namespace metrisk::survival
