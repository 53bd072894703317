#include "tests/core/inference/TinyPack.h"

#include "core/inference/VisionTransformer.h"
#include "tests/support/TestFiles.h"

#include <random>

namespace metrisk::tinypack {

namespace {

using Kind = clinical::EncodedVariable::Kind;

std::vector<inference::CohortPatient> cohort()
{
    std::vector<inference::CohortPatient> patients;
    for (int i = 0; i < 8; ++i)
        patients.push_back({"patient-" + std::to_string(i), 0.1 * i - 0.35, 3.0 + 2.5 * i, i % 2 == 0});
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
    testing::writeText(folder / package.cardFile, "# Tiny\n");
    return inference::sealPackage(package);
}

}  // namespace metrisk::tinypack
