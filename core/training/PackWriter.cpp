#include "core/training/PackWriter.h"

#include "core/common/PendingFile.h"
#include "core/common/Random.h"
#include "core/explanation/CohortDistance.h"
#include "core/inference/GoldenCase.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/PackFiles.h"
#include "core/survival/BaselineHazard.h"
#include "core/survival/Concordance.h"
#include "core/survival/RiskGroups.h"

#include <fmt/format.h>

namespace metrisk::training {

namespace {

namespace fs = std::filesystem;

constexpr int bootstrapResamples = 2000;
constexpr double goldenTolerance = 1e-4;  // of log hazard ratios around 1; float32 sums differ by processor

std::vector<survival::FollowUp> followUpOf(const std::vector<SimulatedRecord>& cohort)
{
    std::vector<survival::FollowUp> followUp;
    for (const auto& record : cohort)
        followUp.push_back(record.followUp);
    return followUp;
}

inference::Evidence evidenceOf(const TrainedPack& trained)
{
    const auto followUp = followUpOf(trained.cohort);
    const auto interval = survival::concordanceInterval(followUp, trained.result.outOfFoldRisks, bootstrapResamples,
                                                        trained.options.cohort.seed);
    inference::Evidence evidence;
    evidence.patients = int(followUp.size());
    evidence.events = survival::kaplanMeier(followUp).events;
    evidence.concordance = survival::concordance(followUp, trained.result.outOfFoldRisks);
    evidence.concordanceLow = interval.low;
    evidence.concordanceHigh = interval.high;
    evidence.method = fmt::format("simulated patients; out-of-fold, {}-fold cross-validation stratified by event, fixed "
                                  "number of epochs; percentile bootstrap interval, {} resamples",
                                  trained.options.members, bootstrapResamples);
    return evidence;
}

void setCohort(inference::ModelPackage& package, const TrainedPack& trained)
{
    const auto followUp = followUpOf(trained.cohort);
    for (std::size_t i = 0; i < trained.cohort.size(); ++i)
        package.cohort.push_back({.id = trained.cohort[i].id,
                                  .risk = trained.result.outOfFoldRisks[i],
                                  .timeMonths = followUp[i].timeMonths,
                                  .event = followUp[i].event,
                                  .cause = causeOf(trained.cohort[i]),
                                  .fold = trained.result.folds[i],
                                  .clinical = trained.cohort[i].patient.clinical,
                                  .volumeCoreMl = trained.set.lesions[i].coreVolumeMl,
                                  .volumeOedemaMl = trained.set.lesions[i].oedemaVolumeMl,
                                  .t1ceOfCore = trained.set.intensities[i].t1ceOfCore,
                                  .flairOfLesion = trained.set.intensities[i].flairOfLesion,
                                  .spacingMm = trained.options.input.spacingMm});
    const auto cuts = survival::riskCuts(trained.result.outOfFoldRisks);
    package.cutLow = cuts[0];
    package.cutHigh = cuts[1];
    for (const auto& step : survival::breslowBaseline(followUp, trained.result.outOfFoldRisks))
        package.baselineHazard.push_back({step.timeMonths, step.cumulativeHazard});
    package.evidence = evidenceOf(trained);
}

inference::ModelPackage described(const fs::path& folder, const TrainedPack& trained)
{
    inference::ModelPackage package;
    package.folder = folder;
    package.name = "MetRisk demonstration";
    package.version = fmt::format("1.0 (seed {})", trained.options.cohort.seed);
    package.demonstration = true;
    package.statement = "Demonstration model, trained on simulated patients. Its numbers say nothing about real patients.";
    package.architecture = trained.options.architecture;
    package.input = trained.options.input;
    package.clinical = trained.options.clinical;
    package.cohortFile = "cohort.csv";
    package.embeddingsFile = "cohort.safetensors";
    package.cohortName = fmt::format("{} simulated patients", trained.cohort.size());
    package.endpoint = "freedom from local failure";
    package.licence = "as MetRisk itself; weights and cohort are made by this project";
    package.intendedUse = "Trying and testing MetRisk. Not for any decision about a patient.";
    package.goldenFile = "golden.safetensors";
    package.goldenTolerance = goldenTolerance;
    package.cardFile = "MODEL_CARD.md";
    setCohort(package, trained);
    return package;
}

torch::Tensor imageOf(const inference::ModelInput& input, const inference::Architecture& sizes)
{
    return torch::tensor(input.image).view({1, sizes.channels, sizes.imageSize[0], sizes.imageSize[1], sizes.imageSize[2]});
}

/// A patient outside the cohort, scored by each member as it will be read from its file.
inference::GoldenCase goldenCase(const TrainedPack& trained, const InputMaker& input)
{
    const auto patient = simulatePatient(drawPatient(Random(trained.options.cohort.seed).fork(4000).bits()));
    const auto& sizes = trained.options.architecture;
    inference::GoldenCase golden;
    golden.input = inference::roundedToBytes(input(patient, sizes, trained.options.input));
    golden.input.clinical = trained.options.clinical.encode(patient.clinical);
    inference::useOneComputeThread();
    const torch::NoGradGuard noGradients;
    const auto clinical = torch::tensor(golden.input.clinical).unsqueeze(0);
    for (const auto& network : trained.result.networks)
        golden.risks.push_back(network.forward(imageOf(golden.input, sizes), clinical).item<double>());
    return golden;
}

/// What each member makes of each patient's images, on the 256 grey levels it was trained with.
std::vector<inference::ImageEmbedding> embeddingsOf(const TrainedPack& trained)
{
    const torch::NoGradGuard noGradients;
    inference::useOneComputeThread();
    std::vector<inference::ImageEmbedding> embeddings(trained.set.size());
    for (std::size_t i = 0; i < embeddings.size(); ++i)
        for (const auto& network : trained.result.networks) {
            const auto features = network.imageFeatures(trained.set.imagesOf({i})).contiguous();
            embeddings[i].members.emplace_back(features.data_ptr<float>(), features.data_ptr<float>() + features.numel());
        }
    return embeddings;
}

}  // namespace

inference::ModelPackage writePack(const fs::path& folder, const TrainedPack& trained, const InputMaker& input, const Job& job)
{
    auto package = described(folder, trained);
    const auto golden = goldenCase(trained, input);
    job.advance(0.5);
    inference::openPackFolder(folder);
    for (std::size_t k = 0; k < trained.result.networks.size(); ++k) {
        package.members.push_back({fmt::format("member-{}.safetensors", k), {}});
        inference::saveWeights(folder / package.members.back().file, trained.result.networks[k]);
    }
    explanation::writeCohortEmbeddings(package, embeddingsOf(trained));
    inference::writeGoldenCase(folder / package.goldenFile, package.architecture, golden);
    common::writeTextFile(folder / package.cardFile, modelCard(package, trained));
    job.advance(0.8);
    return inference::sealPackage(package, job.part(0.8, 1.0));
}

}  // namespace metrisk::training
