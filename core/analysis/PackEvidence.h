#pragma once

#include "core/evaluation/EvaluationPage.h"
#include "core/inference/ModelPackage.h"

namespace metrisk::analysis {

/// How well a pack did on its own reference cohort: the facts about the model, not about a patient.
///
///     const auto evidence = packEvidence(analyzer.model().package(), job);
///     evidence.sections[0].paragraphs
struct PackEvidence {
    std::string pack;                  // "MetRisk demonstration 0.1.0"
    std::string cohort;                // "simulated cohort: 253 patients, 36 events"
    std::vector<std::string> cautions; // what must be known before a number is believed
    std::string method;                // how the cohort was scored and the intervals were made
    std::vector<evaluation::PageSection> sections;   // C-index, subgroups, calibration, decision curve, over time
    evaluation::Evaluation evaluation; // whose plots the sections name
};

/// The cohort of a pack as a table of predictions: its risks and folds, what is known of the patients as subgroups, and
/// the probability of the event by each time that the pack's baseline hazard reaches.
evaluation::Predictions cohortPredictions(const inference::ModelPackage& package, const std::vector<double>& months);

/// Takes a second or two. Throws Cancelled, and Error{Input} for a cohort that cannot be evaluated.
PackEvidence packEvidence(const inference::ModelPackage& package, const Job& job = {});

}  // namespace metrisk::analysis
