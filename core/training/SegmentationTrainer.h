#pragma once

#include "core/segmentation/network/SegmentationPackage.h"

namespace metrisk::training {

/// How the demonstration pack that finds lesions is trained. The defaults are those of models/segmentation-demo.
struct SegmentationTrainingOptions {
    std::uint64_t seed = 1;       // patients, weights and order of training
    int patients = 16;            // simulated, to learn from
    int heldBack = 10;            // simulated, never learnt from: the evidence
    int iterations = 350;         // steps of the optimiser, all layers alike
    int finishing = 1200;         // more steps, in which the last layer learns ten times as fast
    int batchSize = 2;            // patches
    int patchSize = 48;           // voxels of 1 mm along each axis, as the pack's window
    double learningRate = 3e-3;   // AdamW; see LearningRate.h
    double weightDecay = 1e-4;
    segmentation::UnetArchitecture architecture = demonstrationUnet();
    segmentation::NetworkInputRule input;

    void check() const;           // throws Error{Input} with the offending value
    static segmentation::UnetArchitecture demonstrationUnet();
};

/// Simulates patients, trains one network on patches of them, measures it on the patients held back, and writes the pack
/// into `folder`; what was there under the same names is replaced. The same options give the same bytes on the same kind
/// of machine. Throws Error and Cancelled.
///
///     trainSegmentationPack({.seed = 1}, "models/segmentation-demo", job);
segmentation::SegmentationPackage trainSegmentationPack(const SegmentationTrainingOptions& options,
                                                        const std::filesystem::path& folder, const Job& job = {});

}  // namespace metrisk::training
