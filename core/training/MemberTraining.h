#pragma once

#include "core/inference/VisionTransformer.h"
#include "core/training/Folds.h"
#include "core/training/TrainingSet.h"

namespace metrisk::training {

/// One network, and what it says about patients it did not train on.
struct TrainedMember {
    inference::VisionTransformer network;
    std::vector<double> heldOutRisks;  // in the order of the fold
};

/// Trains on everybody but the held-out fold for the fixed number of epochs, then shifts and scales the
/// last layer so that the training patients' risks have mean 0 and standard deviation 1: members of
/// different folds are then on one scale. `afterEpoch` is the cancel point.
TrainedMember trainMember(const TrainingSet& set, const Patients& heldOut, const TrainingOptions& options,
                          const Random& random, const std::function<void()>& afterEpoch);

/// Makes the network say (risk + shift) · factor, by writing into its last layer.
void rescale(inference::VisionTransformer& network, double shift, double factor);

}  // namespace metrisk::training
