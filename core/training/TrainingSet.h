#pragma once

#include "core/training/Trainer.h"

#include <torch/torch.h>

namespace metrisk::training {

/// The cohort in memory, ready to be batched.
struct TrainingSet {
    torch::Tensor images;    // [N, 3, x, y, z] uint8: intensities times 255, label as it is
    torch::Tensor clinical;  // [N, F] float32
    torch::Tensor months;    // [N] float64
    torch::Tensor events;    // [N] float32
    std::vector<survival::FollowUp> followUp;
    std::vector<inference::LesionIntensities> intensities;
    std::vector<LesionTruth> lesions;

    std::size_t size() const { return followUp.size(); }

    /// Images of the chosen patients in the network's units, [B, 3, x, y, z] float32. The x axis holds the whole
    /// crop, because a mirrored image shows the network another part of it.
    torch::Tensor imagesOf(const std::vector<std::size_t>& patients) const;
};

/// Draws every patient and makes the inputs, two patients at a time.
TrainingSet makeTrainingSet(const std::vector<SimulatedRecord>& cohort, const TrainingOptions& options,
                            const InputMaker& input, const Job& job);

/// One row of indices for index_select.
torch::Tensor rows(const std::vector<std::size_t>& patients);

}  // namespace metrisk::training
