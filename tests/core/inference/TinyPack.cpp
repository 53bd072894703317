#include "tests/core/inference/TinyPack.h"

#include "core/explanation/CohortDistance.h"
#include "core/inference/VisionTransformer.h"
#include "tests/support/TestFiles.h"

#include <random>

namespace metrisk::tinypack {

namespace {

using Kind = clinical::EncodedVariable::Kind;

std::vector<inference::CohortPatient> cohort()
{
    std::vector<inference::CohortPatient> patients;
    const char* primaries[] = {"NSCLC", "melanoma", "other"};
    for (int i = 0; i < 8; ++i)
        patients.push_back({.id = "patient-" + std::to_string(i),
                            .risk = 0.1 * i - 0.35,
                            .timeMonths = 3.0 + 2.5 * i,
                            .event = i % 2 == 0,
                            .clinical = {45.0 + 5 * i, 70 + 10 * (i % 3), primaries[i % 3], "frontal", i % 4 == 0, i > 3},
                            .volumeCoreMl = 2.0 + i,
                            .volumeOedemaMl = 10.0 * i,
                            .t1ceOfCore = 0.3 + 0.05 * i,
                            .flairOfLesion = 0.4 + 0.05 * i});
    return patients;
}

/// Eight other images through each member.
std::vector<inference::ImageEmbedding> embeddingsOf(const std::vector<inference::VisionTransformer>& members)
{
    const torch::NoGradGuard noGradients;
    std::vector<inference::ImageEmbedding> patients(8);
    for (std::size_t i = 0; i < patients.size(); ++i)
        for (const auto& member : members) {
            const auto image = torch::tensor(input(10 + int(i)).image).view({1, 3, 20, 17, 18});
            const auto features = member.imageFeatures(image).contiguous();
            patients[i].members.emplace_back(features.data_ptr<float>(), features.data_ptr<float>() + features.numel());
        }
    return patients;
}

std::vector<double> risksOf(const std::vector<inference::VisionTransformer>& members,
                            const inference::ModelInput& input)
{
    const torch::NoGradGuard noGradients;
    const auto sizes = architecture();
    const auto image =
        torch::tensor(input.image).view({1, 3, sizes.imageSize[0], sizes.imageSize[1], sizes.imageSize[2]});
    const auto clinical = torch::tensor(input.clinical).unsqueeze(0);
    std::vector<double> risks;
    for (const auto& member : members)
        risks.push_back(member.forward(image, clinical).item<double>());
    return risks;
}

}  // namespace

inference::Architecture architecture()
{
    return {.imageSize = {20, 17, 18},
            .channels = 3,
            .patchSize = 8,
            .hiddenSize = 16,
            .heads = 2,
            .mlpSize = 24,
            .layers = 2,
            .registers = 1,
            .clinicalFeatures = 5};
}

inference::ModelInput input(int seed)
{
    const auto sizes = architecture();
    const auto voxels =
        std::size_t(sizes.imageSize[0]) * std::size_t(sizes.imageSize[1]) * std::size_t(sizes.imageSize[2]);
    std::mt19937 random(unsigned(seed) + 7U);  // its numbers are the same on every system
    inference::ModelInput input;
    input.placement.size = input.placement.taken = sizes.imageSize;
    for (std::size_t i = 0; i < 3 * voxels; ++i)
        input.image.push_back(i < 2 * voxels ? float(random() % 256) / 255.0F : float(random() % 3));
    input.clinical = {0.5F, 0.0F, 1.0F, 0.0F, 1.0F};
    return input;
}

inference::ModelPackage described(const std::filesystem::path& folder)
{
    inference::ModelPackage package;
    package.folder = folder;
    package.name = "tiny";
    package.version = "1";
    package.demonstration = true;
    package.statement = "Demonstration model, trained on nothing.";
    package.licence = "MIT";
    package.intendedUse = "Tests.";
    package.endpoint = "freedom from local failure";
    package.architecture = architecture();
    package.clinical.variables = {{"ageYears", Kind::Number, 60.0, 10.0, {}},
                                  {"primary", Kind::Category, 0.0, 1.0, {"NSCLC", "melanoma", "other"}},
                                  {"chemotherapy", Kind::Flag, 0.0, 1.0, {}}};
    for (int i = 0; i < 3; ++i)
        package.members.push_back({"member-" + std::to_string(i) + ".safetensors", ""});
    package.cutLow = -0.1;
    package.cutHigh = 0.2;
    package.baselineHazard = {{6.0, 0.1}, {12.0, 0.25}};
    package.cohortFile = "cohort.csv";
    package.embeddingsFile = "cohort.safetensors";
    package.cohortName = "eight invented patients";
    package.cohort = cohort();
    package.evidence = {8, 4, 0.7, 0.5, 0.9, "invented"};
    package.goldenFile = "golden.safetensors";
    package.cardFile = "MODEL_CARD.md";
    return package;
}

inference::ModelPackage makeIn(const std::filesystem::path& folder)
{
    const auto package = described(folder);
    std::vector<inference::VisionTransformer> members;
    for (std::size_t i = 0; i < package.members.size(); ++i) {
        members.push_back(inference::VisionTransformer::initialised(architecture(), 100 + i));
        inference::saveWeights(folder / package.members[i].file, members.back());
    }
    const auto golden = inference::roundedToBytes(input());
    inference::writeGoldenCase(folder / package.goldenFile, architecture(), {golden, risksOf(members, golden)});
    explanation::writeCohortEmbeddings(package, embeddingsOf(members));
    testing::writeText(folder / package.cardFile, "# Tiny\n");
    return inference::sealPackage(package);
}

}  // namespace metrisk::tinypack
