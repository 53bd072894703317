#pragma once

#include "core/training/CrossValidation.h"

namespace metrisk::training {

/// What training ends with.
struct TrainedPack {
    const TrainingOptions& options;
    const std::vector<SimulatedRecord>& cohort;
    const TrainingSet& set;
    const CrossValidated& result;
};

/// Writes members, cohort with its embeddings, cut-offs, baseline hazard, evidence, golden case and model card, and seals
/// the pack. model.json comes last: a folder half written is no pack.
inference::ModelPackage writePack(const std::filesystem::path& folder, const TrainedPack& trained,
                                  const InputMaker& input, const Job& job);

/// MODEL_CARD.md: one page in plain words.
std::string modelCard(const inference::ModelPackage& package, const TrainedPack& trained);

}  // namespace metrisk::training
