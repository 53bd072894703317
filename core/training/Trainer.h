#pragma once

#include "core/inference/ModelInput.h"
#include "core/inference/ModelPackage.h"
#include "core/training/CohortSimulator.h"

#include <functional>

namespace metrisk::training {

/// How the demonstration pack is trained. The defaults are those of models/demo; they were tried
/// on a cohort of another seed and not tuned on the one the pack learns from.
struct TrainingOptions {
    CohortOptions cohort;
    int members = 5;              // as many folds; each member leaves one out
    int epochs = 10;              // fixed: no fold decides when its own training ends
    int batchSize = 16;
    double learningRate = 1e-3;   // AdamW; rises over the first tenth, then falls along a cosine
    double weightDecay = 0.1;
    double dropout = 0.1;
    bool flip = true;             // half of the training images are mirrored left to right
    inference::Architecture architecture = demonstrationArchitecture();
    inference::InputRule input;
    clinical::ClinicalEncoding clinical = demonstrationEncoding();

    void check() const;           // throws Error{Input} with the offending value
    static inference::Architecture demonstrationArchitecture();
    static clinical::ClinicalEncoding demonstrationEncoding();
};

/// Makes the image part of a model input exactly as the product makes it: index lesion alone,
/// percentile scaling, crop. Given by the caller, so that training does without the reading of images.
using InputMaker = std::function<inference::ModelInput(
    const SimulatedPatient&, const inference::Architecture&, const inference::InputRule&)>;

/// Simulates the cohort, trains the members by cross-validation with the Cox partial likelihood, and
/// writes the model pack into `folder`; what was there under the same names is replaced. The same options
/// give the same bytes on the same kind of machine. Throws Error and Cancelled.
///
///     trainPack({.cohort = {.seed = 1}}, input, "models/demo", job);
inference::ModelPackage trainPack(const TrainingOptions& options, const InputMaker& input,
                                  const std::filesystem::path& folder, const Job& job = {});

}  // namespace metrisk::training
