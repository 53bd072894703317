#include "core/training/SegmentationTrainer.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "core/imaging/LabelOverlap.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/TorchErrors.h"
#include "core/segmentation/network/BasicUnet.h"
#include "core/training/CohortSimulator.h"
#include "core/training/LearningRate.h"
#include "core/training/SegmentationPackWriter.h"
#include "core/training/SegmentationPatches.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace metrisk::training {

namespace {

using segmentation::BasicUnet;

constexpr double longestGradient = 1.0;  // keeps one odd batch from undoing many

/// What each random stream is for; a patient of one stream is never one of another.
enum Purpose : std::uint64_t { Learning = 1000, HeldBack = 2000, Patches = 3000, Weights = 3001, LaterPatches = 3010 };

void require(bool fine, const std::string& what, const std::string& advice)
{
    if (!fine)
        throw Error(Error::Kind::Input, "The training cannot run with " + what + ".", advice);
}

SimulatedPatient patientFor(const SegmentationTrainingOptions& options, Purpose purpose, int number)
{
    return simulatePatient(drawPatient(Random(options.seed).fork(purpose + std::uint64_t(number)).bits()));
}

std::vector<SegmentationCase> learningCases(const SegmentationTrainingOptions& options, const Job& job)
{
    std::vector<SegmentationCase> cases;
    for (int i = 0; i < options.patients; ++i) {
        job.advance(double(i) / double(options.patients));
        cases.push_back(segmentationCaseOf(patientFor(options, Learning, i), options.input));
    }
    return cases;
}

void clipGradients(const BasicUnet& network)
{
    std::vector<torch::Tensor> weights;
    for (const auto& [name, weight] : network.weights())
        weights.push_back(weight);
    torch::nn::utils::clip_grad_norm_(weights, longestGradient);
}

/// A stretch of training: one rise and fall of the learning rate.
struct Stretch {
    int steps = 1;
    double lastLayer = 1.0;  // how much faster the last layer learns than the others
    Purpose patches = Patches;
};

bool isLastLayer(const std::string& weight) { return weight.starts_with("final_conv."); }

using Groups = std::vector<torch::optim::OptimizerParamGroup>;

/// All weights but those of the last layer, then those.
Groups trainable(const BasicUnet& network)
{
    std::vector<torch::Tensor> inner, last;
    for (const auto& [name, weight] : network.weights()) {
        weight.requires_grad_(true);
        (isLastLayer(name) ? last : inner).push_back(weight);
    }
    return {torch::optim::OptimizerParamGroup(inner), torch::optim::OptimizerParamGroup(last)};
}

void setRates(torch::optim::AdamW& optimiser, double rate, double lastLayer)
{
    auto& groups = optimiser.param_groups();
    static_cast<torch::optim::AdamWOptions&>(groups.at(0).options()).lr(rate);
    static_cast<torch::optim::AdamWOptions&>(groups.at(1).options()).lr(rate * lastLayer);
}

/// The weights are changed in place.
void train(const BasicUnet& network, const SegmentationTrainingOptions& options, const std::vector<SegmentationCase>& cases,
           const Stretch& stretch, const Job& job)
{
    torch::optim::AdamW optimiser(trainable(network), torch::optim::AdamWOptions(options.learningRate).weight_decay(options.weightDecay));
    Random random = Random(options.seed).fork(stretch.patches);
    double shown = 0.0;  // the loss, smoothed
    for (int i = 0; i < stretch.steps; ++i) {
        const double done = double(i) / double(stretch.steps);
        job.stage(fmt::format("Training, loss {:.2f}", shown), done, 1.0);
        setRates(optimiser, options.learningRate * scheduledRate(done), stretch.lastLayer);
        const auto batch = drawPatches(cases, options.batchSize, options.patchSize, random);
        optimiser.zero_grad();
        const auto loss = segmentationLoss(network.forward(batch.images), batch.targets);
        loss.backward();
        clipGradients(network);
        optimiser.step();
        shown = i == 0 ? loss.item<double>() : 0.95 * shown + 0.05 * loss.item<double>();
    }
    for (const auto& [name, weight] : network.weights())
        weight.requires_grad_(false);
}

/// First all layers alike; then anew from what they learnt, the last layer ten times as fast. Its weights begin near zero
/// and have the farthest way to go: until then every probability stays near one half.
BasicUnet trained(const SegmentationTrainingOptions& options, const std::vector<SegmentationCase>& cases, const Job& job)
{
    const auto network = BasicUnet::initialised(options.architecture, Random(options.seed).fork(Weights).bits());
    const double first = double(options.iterations) / (options.iterations + options.finishing);
    train(network, options, cases, {.steps = options.iterations}, job.part(0.0, first));
    train(network, options, cases, {.steps = options.finishing, .lastLayer = 10.0, .patches = LaterPatches}, job.part(first, 1.0));
    return network;
}

/// Through the product's own path: sliding window, thresholds, small lesions removed.
segmentation::SegmentationEvidence measured(const SegmentationTrainingOptions& options,
                                            const segmentation::NetworkSegmenter& segmenter, const Job& job)
{
    std::vector<double> core, whole;
    for (int i = 0; i < options.heldBack; ++i) {
        const auto part = job.part(double(i) / options.heldBack, double(i + 1) / options.heldBack);
        const auto patient = patientFor(options, HeldBack, i);
        const auto found = segmenter.segment(patient.t1ce, patient.flair, part);
        core.push_back(imaging::dice(found, patient.label, imaging::Region::Core).value_or(0.0));
        whole.push_back(imaging::dice(found, patient.label, imaging::Region::Whole).value_or(0.0));
    }
    const auto mean = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    };
    return {.patients = options.heldBack, .diceCore = mean(core), .diceCoreLowest = *std::ranges::min_element(core),
            .diceWhole = mean(whole), .method = "simulated patients held back from training, whole volume, sliding window"};
}

}  // namespace

segmentation::UnetArchitecture SegmentationTrainingOptions::demonstrationUnet()
{
    return {.features = {8, 8, 16, 32, 64, 8}};
}

void SegmentationTrainingOptions::check() const
{
    architecture.check();
    require(patients >= 2 && patients <= 500, fmt::format("{} patients", patients), "Choose 2 to 500 patients.");
    require(heldBack >= 1 && heldBack <= 500, fmt::format("{} patients held back", heldBack), "Choose 1 to 500.");
    require(iterations >= 1 && iterations <= 1000000, fmt::format("{} iterations", iterations), "Choose 1 to 1000000.");
    require(finishing >= 1 && finishing <= 1000000, fmt::format("{} finishing iterations", finishing), "Choose 1 to 1000000.");
    require(batchSize >= 1 && batchSize <= 64, fmt::format("batches of {}", batchSize), "Choose 1 to 64 patches.");
    require(patchSize >= segmentation::smallestUnetExtent && patchSize <= 96, fmt::format("patches of {} voxels", patchSize),
            "Choose 32 to 96; the simulated brain holds no larger ones.");
    require(learningRate > 0.0 && weightDecay >= 0.0, "this learning rate or weight decay", "Choose a rate above 0.");
}

segmentation::SegmentationPackage trainSegmentationPack(const SegmentationTrainingOptions& options,
                                                        const std::filesystem::path& folder, const Job& job)
{
    options.check();
    return inference::withTorchErrors([&] {
        inference::useOneComputeThread();
        const auto cases = learningCases(options, job.stage("Simulating patients", 0.0, 0.1));
        const auto network = trained(options, cases, job.stage("Training", 0.1, 0.8));
        auto package = describedSegmentationPack(options, folder);
        package.evidence = measured(options, {package, {network}}, job.stage("Measuring on patients held back", 0.8, 0.99));
        return writeSegmentationPack(package, options, network, cases.front(), job.stage("Writing the pack", 0.99, 1.0));
    });
}

}  // namespace metrisk::training
