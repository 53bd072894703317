#include "core/training/PackWriter.h"

#include <fmt/format.h>

namespace metrisk::training {

namespace {

std::string architectureText(const inference::Architecture& sizes)
{
    const auto grid = sizes.tokenGrid();
    return fmt::format("3D Vision Transformer of the published shape at a small size: crop {}×{}×{} voxels of 1 mm, patches "
                       "of {} voxels ({}×{}×{} = {} image tokens), {} registers, hidden size {}, {} heads, MLP {}, {} layers, "
                       "{} clinical columns.",
                       sizes.imageSize[0], sizes.imageSize[1], sizes.imageSize[2], sizes.patchSize, grid[0], grid[1],
                       grid[2], sizes.patches(), sizes.registers, sizes.hiddenSize, sizes.heads, sizes.mlpSize,
                       sizes.layers, sizes.clinicalFeatures);
}

std::string trainingText(const TrainingOptions& options)
{
    return fmt::format("{} members, each trained on {} of {} folds (stratified by event) with the Cox partial likelihood; "
                       "AdamW, learning rate {:g}, weight decay {:g}, dropout {:g}, {} epochs, batches of {} with one to three "
                       "failures each{}. The number of epochs is fixed: no held-out fold decided when its training ended. "
                       "The settings were tried on a cohort of another seed, not tuned on this one.",
                       options.members, options.members - 1, options.members, options.learningRate, options.weightDecay,
                       options.dropout, options.epochs, options.batchSize,
                       options.flip ? ", images mirrored left to right half of the time" : "");
}

}  // namespace

std::string modelCard(const inference::ModelPackage& package, const TrainedPack& trained)
{
    const auto& evidence = package.evidence;
    return fmt::format(
        R"(# {name}, version {version}

**{statement}**

## What it is
{architecture} It reads T1-CE and FLAIR (scaled from the {low:g}th to the {high:g}th percentile of the whole volume), the
label (0 background, 1 oedema, 2 core) and age, KPS, primary, location, chemotherapy and immunotherapy, and
gives a log hazard ratio of local failure. Higher is worse.

## What it learnt from
{patients} simulated patients with {events} local failures (seed {seed}). Heads, lesions, clinical data and follow-up are
drawn by formulas (`core/training`); no real patient and no published weight is in it. The true hazard grows with core
volume, necrosis, oedema, irregular outline and uneven enhancement and depends on the clinical values; the
weights are written in `core/training/CohortSimulator.h` and are this project's choice.

## How it was trained
{training}

## How well it does, on simulated patients
Harrell's C {concordance:.2f} (95 % interval {cLow:.2f} to {cHigh:.2f}): {method}.

## How its numbers are made
- Each member's output has mean 0 and standard deviation 1 over its own training patients; one factor for all members, the
  Cox slope of the out-of-fold risks, turns it into a log hazard ratio. Both are folded into the last layer.
- `cohort.csv` holds the risk of each patient from the one member that did not train on that patient. A new patient gets the
  mean of all members, which spreads a little less than a single member's risks.
- Group cut-offs are the 33rd and 66th percentiles of the cohort's risks ({cutLow:.3f} and {cutHigh:.3f}); the baseline hazard is
  Breslow's.

## Use
{intendedUse} Licence: {licence}.

## Make it again
`metrisk-cli train --out models/demo --seed {seed}`
)",
        fmt::arg("name", package.name), fmt::arg("version", package.version), fmt::arg("statement", package.statement),
        fmt::arg("architecture", architectureText(package.architecture)), fmt::arg("low", package.input.lowPercent),
        fmt::arg("high", package.input.highPercent), fmt::arg("patients", evidence.patients),
        fmt::arg("events", evidence.events), fmt::arg("seed", trained.options.cohort.seed),
        fmt::arg("training", trainingText(trained.options)), fmt::arg("concordance", evidence.concordance),
        fmt::arg("cLow", evidence.concordanceLow), fmt::arg("cHigh", evidence.concordanceHigh),
        fmt::arg("method", evidence.method), fmt::arg("cutLow", package.cutLow), fmt::arg("cutHigh", package.cutHigh),
        fmt::arg("intendedUse", package.intendedUse), fmt::arg("licence", package.licence));
}

}  // namespace metrisk::training
