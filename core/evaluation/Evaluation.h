#pragma once

#include "core/evaluation/Discrimination.h"
#include "core/evaluation/GroupComparison.h"
#include "core/evaluation/HorizonPerformance.h"
#include "core/evaluation/RiskRegression.h"
#include "core/evaluation/TimeDependence.h"

/// Predictions held against what happened: everything a publication says about a risk model, from one table.
///
///     const auto predictions = readPredictions("predictions.csv");
///     const auto evaluation = evaluate(predictions, nullptr);
///     evaluation.discrimination.ensemble.c->value
namespace metrisk::evaluation {

/// Who was followed and for how long.
struct CohortFacts {
    std::string name;                         // of the file
    int patients = 0, events = 0;
    std::optional<int> deaths = {};           // before the event; absent where the table does not tell
    double longestMonths = 0.0;
    survival::QuantileTime medianFollowUp = {};   // reverse Kaplan-Meier; deaths end follow-up no sooner than events do
    survival::KaplanMeierCurve curve = {};
    std::vector<survival::Freedom> landmarks = {};
    survival::QuantileTime medianFreedom = {};
};

struct Evaluation {
    EvaluationOptions options;
    CohortFacts cohort;
    std::optional<CohortFacts> training;
    Discrimination discrimination;
    Computed<RiskRegression> regression;
    GroupComparison groups;
    TimeDependence time;
    HorizonPerformance horizon;
    std::vector<double> horizonProbabilities;  // of each patient, for the histogram; empty where there are none
    std::vector<std::string> warnings;         // what a reader must know before believing a number
    std::vector<std::string> notes;            // how the tables were read
};

/// `training` may be null: cuts are then the patients' own, and event probabilities come from the table alone.
/// Throws Error{Input} for impossible options and Cancelled; what cannot be computed carries its reason instead.
Evaluation evaluate(const Predictions& predictions, const Predictions* training, const EvaluationOptions& options = {},
                    const Job& job = {});

}  // namespace metrisk::evaluation
