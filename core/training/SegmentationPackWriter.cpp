#include "core/training/SegmentationPackWriter.h"

#include "core/common/PendingFile.h"
#include "core/inference/PackFiles.h"
#include "core/segmentation/network/SegmentationGolden.h"

#include <fmt/format.h>

namespace metrisk::training {

namespace {

namespace fs = std::filesystem;

constexpr int goldenExtent = 48;
constexpr double goldenTolerance = 1e-3;  // of probabilities; float32 sums differ by processor

/// Around the core's first voxel, [1, channels, 48, 48, 48].
torch::Tensor goldenImage(const SegmentationCase& shown)
{
    const std::int64_t row = shown.label.size(2), slice = row * shown.label.size(1), offset = shown.core.front();
    const std::int64_t place[] = {offset / slice, offset / row % shown.label.size(1), offset % row};
    torch::Tensor part = shown.images;
    for (std::int64_t axis = 0; axis < 3; ++axis)
        part = part.narrow(axis + 1, std::clamp<std::int64_t>(place[axis] - goldenExtent / 2, 0, part.size(axis + 1) - goldenExtent),
                           goldenExtent);
    return (part.to(torch::kFloat32) / 255.0F).unsqueeze(0).contiguous();
}

std::string modelCard(const segmentation::SegmentationPackage& package, const SegmentationTrainingOptions& options)
{
    const auto& evidence = package.evidence;
    return fmt::format(
        R"(# {name}, version {version}

**{statement}**

## What it is
A 3D U-Net with the layers and tensor names of MONAI's BasicUNet at a small size (features {features}, instance
normalisation, leaky ReLU {slope:g}). It reads T1-CE and FLAIR of a skull-stripped head at 1 mm, each scaled from its
{low:g}th to its {high:g}th percentile, through windows of {window} voxels with an overlap of {overlap:g}, and gives two
probabilities per voxel: whole lesion and core. Above {core:g} a voxel is core, else above {whole:g} oedema; connected
lesions with less than {smallest:g} mL of core are taken for noise.

## What it learnt from
{patients} simulated patients (seed {seed}), each with one ring-enhancing metastasis drawn by formulas
(`core/training`). No real patient and no published weight is in it.

## How it was trained
{iterations} steps of AdamW (learning rate up to {rate:g}, weight decay {decay:g}) and {finishing} more with the last layer
ten times as fast, on batches of {batch} patches of {window} voxels,
half of them around cores; Dice and cross-entropy; patches mirrored left to right and changed in contrast at random.

## How well it does, on simulated patients
On {held} patients it did not learn from: Dice of the core {diceCore:.3f} on average and {diceLowest:.3f} at worst, Dice of the
whole lesion {diceWhole:.3f} on average. Real metastases look different; nothing is known about them.

## Use
{intendedUse} Licence: {licence}.

## Make it again
`metrisk-cli train segmentation --out models/segmentation-demo --seed {seed}`
)",
        fmt::arg("name", package.name), fmt::arg("version", package.version), fmt::arg("statement", package.statement),
        fmt::arg("features", fmt::join(package.architecture.features, ", ")), fmt::arg("slope", package.architecture.negativeSlope),
        fmt::arg("low", package.input.lowPercent), fmt::arg("high", package.input.highPercent),
        fmt::arg("window", fmt::format("{0}×{0}×{0}", options.patchSize)), fmt::arg("overlap", package.window.overlap),
        fmt::arg("core", package.labels.coreThreshold), fmt::arg("whole", package.labels.wholeThreshold),
        fmt::arg("smallest", package.labels.smallestLesionMl), fmt::arg("patients", options.patients), fmt::arg("seed", options.seed),
        fmt::arg("finishing", options.finishing), fmt::arg("iterations", options.iterations), fmt::arg("rate", options.learningRate), fmt::arg("decay", options.weightDecay),
        fmt::arg("batch", options.batchSize), fmt::arg("held", evidence.patients), fmt::arg("diceCore", evidence.diceCore),
        fmt::arg("diceLowest", evidence.diceCoreLowest), fmt::arg("diceWhole", evidence.diceWhole),
        fmt::arg("intendedUse", package.intendedUse), fmt::arg("licence", package.licence));
}

}  // namespace

segmentation::SegmentationPackage describedSegmentationPack(const SegmentationTrainingOptions& options, const fs::path& folder)
{
    segmentation::SegmentationPackage package;
    package.folder = folder;
    package.name = "MetRisk segmentation demonstration";
    package.version = fmt::format("1.0 (seed {})", options.seed);
    package.demonstration = true;
    package.statement = "Demonstration segmentation, trained on simulated patients. Its contours say nothing about real patients.";
    package.licence = "as MetRisk itself; the weights are made by this project";
    package.intendedUse = "Trying and testing MetRisk. Not for any decision about a patient.";
    package.architecture = options.architecture;
    package.input = options.input;
    package.window.size = {options.patchSize, options.patchSize, options.patchSize};
    package.window.overlap = 0.25;
    package.labels.smallestLesionMl = 0.3;  // of core; the smallest simulated core holds 0.5 mL
    package.members = {{"member-0.safetensors", {}}};
    package.goldenFile = "golden.safetensors";
    package.goldenTolerance = goldenTolerance;
    package.cardFile = "MODEL_CARD.md";
    return package;
}

segmentation::SegmentationPackage writeSegmentationPack(segmentation::SegmentationPackage package,
                                                        const SegmentationTrainingOptions& options,
                                                        const segmentation::BasicUnet& network, const SegmentationCase& shown,
                                                        const Job& job)
{
    const auto golden = segmentation::goldenOf(goldenImage(shown), {network});
    inference::openPackFolder(package.folder);
    inference::saveWeights(package.folder / package.members.front().file, network.weights());
    segmentation::writeSegmentationGolden(package.folder / package.goldenFile, golden);
    common::writeTextFile(package.folder / package.cardFile, modelCard(package, options));
    return segmentation::sealSegmentationPackage(std::move(package), job);
}

}  // namespace metrisk::training
