#pragma once

#include "core/common/Job.h"
#include "core/survival/Interval.h"
#include "core/survival/KaplanMeier.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace metrisk::survival {

/// Whether acting on a prediction does more good than harm, for each threshold probability at which
/// one would treat (Vickers and Elkin 2006). Net benefit counts true positives per patient, false
/// positives subtracted at the odds of the threshold. Treating nobody has net benefit 0.
struct DecisionPoint {
    double threshold = 0.0;            // treated when the predicted probability is at least this
    int treated = 0;
    double model = 0.0;                // net benefit of treating by the model
    double all = 0.0;                  // of treating everybody
    double reductionPer100 = 0.0;      // treatments avoided per 100 patients, no event missed for it,
                                       // against treating everybody: (model - all) · 100·(1-t)/t
    bool beyondFollowUp = false;       // the follow-up of those treated ends before the horizon with some
                                       // free of the event: their last estimate is kept
    std::optional<Interval> band;      // of `model`; by bootstrap where asked for
};

struct DecisionCurve {
    int patients = 0, events = 0;      // events by the horizon
    std::vector<DecisionPoint> points;
};

/// Thresholds lie above 0 and below 1; Error{Input} otherwise, and for predictions that are no
/// probabilities (the row is named). Censored: 1 - Kaplan-Meier of those treated (Vickers et al. 2008).
DecisionCurve decisionCurve(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                            const std::vector<double>& thresholds);
DecisionCurve decisionCurve(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                            double horizonMonths, const std::vector<double>& thresholds);

struct DecisionBandOptions { int resamples = 1000; std::uint64_t seed = 1; double confidence = 0.95; };

/// The same with percentile bootstrap bands, patients drawn with replacement; the job reports progress
/// and may cancel. Also Error{Input} for fewer than one resample.
DecisionCurve decisionCurveWithBand(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                    const std::vector<double>& thresholds, const DecisionBandOptions& options, const Job& job = {});
DecisionCurve decisionCurveWithBand(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                    double horizonMonths, const std::vector<double>& thresholds,
                                    const DecisionBandOptions& options, const Job& job = {});

}  // namespace metrisk::survival
