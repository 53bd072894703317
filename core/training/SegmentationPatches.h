#pragma once

#include "core/common/Random.h"
#include "core/segmentation/network/SegmentationPackage.h"
#include "core/training/PatientSimulator.h"

#include <torch/torch.h>

#include <vector>

namespace metrisk::training {

/// One simulated patient inside the brain's box, ready to be cut into patches.
struct SegmentationCase {
    torch::Tensor images;               // [channels, x, y, z] uint8: intensities times 255
    torch::Tensor label;                // [x, y, z] uint8
    std::vector<std::int64_t> core;     // offsets of some core voxels in `label`
    std::vector<std::int64_t> oedema;
};

SegmentationCase segmentationCaseOf(const SimulatedPatient& patient, const segmentation::NetworkInputRule& rule);

/// A batch to learn from.
struct PatchBatch {
    torch::Tensor images;   // [B, channels, n, n, n] float32
    torch::Tensor targets;  // [B, 2, n, n, n] float32: whole lesion, core
};

/// Patches around cores (half of them), around oedema (a fifth) and anywhere in the brain. Half are mirrored left to
/// right, and the contrast of each is a little different.
PatchBatch drawPatches(const std::vector<SegmentationCase>& cases, int count, int patchSize, Random& random);

/// 1 - Dice of the soft outputs plus the mean cross-entropy, averaged over whole lesion and core. Scalar.
torch::Tensor segmentationLoss(const torch::Tensor& logits, const torch::Tensor& targets);

}  // namespace metrisk::training
