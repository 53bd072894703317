#pragma once

#include "core/evaluation/Estimates.h"
#include "core/survival/BrierScore.h"
#include "core/survival/Calibration.h"
#include "core/survival/DecisionCurve.h"
#include "core/survival/Recalibration.h"

namespace metrisk::evaluation {

/// Whether predicted probabilities of the event come true: calibration and decision curve at the horizon, Brier
/// score over time.
struct EventProbabilities {
    std::string source;                  // in words: a column, or the training table's baseline and slope
    std::vector<HorizonProbability> at;  // ascending; of those times that could be predicted
    Computed<std::size_t> horizon;       // its place among them
    double trainingSlope = 0.0;          // of the log hazard; 0 when not used
};

struct HorizonPerformance {
    Computed<EventProbabilities> probabilities;
    int eventsByHorizon = 0;
    Computed<std::vector<survival::CalibrationGroup>> calibrationGroups;
    Computed<survival::CalibrationCurve> calibrationCurve;
    Computed<survival::Recalibration> recalibration;
    Computed<survival::CalibrationInTheLarge> inTheLarge;
    Computed<survival::DecisionCurve> decision;
    Computed<survival::BrierScore> brier;
    std::vector<std::string> brierOmitted;   // times left out, and why
};

/// The table's own probability_<months> columns come first; else `training` (null without it) gives baseline and slope.
/// Throws Cancelled.
HorizonPerformance horizonPerformance(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options,
                                      const Job& job = {});

/// As many groups as leave each about ten events by the horizon: 2 to 5.
int calibrationGroupCount(int eventsByHorizon);

}  // namespace metrisk::evaluation
