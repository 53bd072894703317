#pragma once

#include "core/inference/VisionTransformer.h"
#include "core/training/TrainingSet.h"

namespace metrisk::training {

/// The ensemble, and every patient's risk by the one member that did not train on that patient.
struct CrossValidated {
    std::vector<inference::VisionTransformer> networks;  // log hazard ratios, all on one scale
    std::vector<double> outOfFoldRisks;                  // one per patient, log hazard ratios
    std::vector<int> folds;                              // one per patient: the member that did not train on it
};

/// Trains one member per fold (stratified by event), two side by side. Each member's risks have mean 0 and
/// standard deviation 1 over its own training patients; then one factor for all members, Cox's slope of
/// the out-of-fold risks, makes them log hazard ratios. Throws Error{Model} when the members order unseen
/// patients no better than chance, and Cancelled.
CrossValidated crossValidate(const TrainingSet& set, const TrainingOptions& options, const Job& job);

}  // namespace metrisk::training
