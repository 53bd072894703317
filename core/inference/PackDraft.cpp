#include "core/inference/PackDraft.h"

#include "core/inference/CohortFile.h"
#include "core/inference/GoldenCase.h"
#include "core/inference/InputTensors.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/ModelPackageJson.h"
#include "core/inference/PackFiles.h"
#include "core/inference/RiskModel.h"
#include "core/inference/TorchErrors.h"
#include "core/inference/VisionTransformer.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace metrisk::inference {

namespace {

namespace fs = std::filesystem;

/// A head of noise with a ball of oedema and core in its middle, on the 256 grey levels of a byte.
ModelInput inventedInput(const Architecture& sizes)
{
    std::mt19937 random(1);  // its numbers are the same on every system
    const auto [nx, ny, nz] = sizes.imageSize;
    const double radius = 0.45 * std::min({nx, ny, nz});
    ModelInput input;
    input.placement.size = input.placement.taken = sizes.imageSize;
    for (int channel = 0; channel < sizes.channels; ++channel)
        for (int x = 0; x < nx; ++x)
            for (int y = 0; y < ny; ++y)
                for (int z = 0; z < nz; ++z) {
                    const double distance = std::hypot(x - 0.5 * nx, y - 0.5 * ny, z - 0.5 * nz) / radius;
                    const float label = distance < 0.3 ? 2.0F : distance < 0.5 ? 1.0F : 0.0F;
                    const float intensity = distance < 1.0 ? float(random() % 256) / 255.0F : 0.0F;
                    input.image.push_back(channel == 2 ? label : intensity);
                }
    for (int column = 0; column < sizes.clinicalFeatures; ++column)
        input.clinical.push_back(float(random() % 2));
    return roundedToBytes(std::move(input));
}

std::vector<double> risksOf(const ModelPackage& package, const ModelInput& input, const Job& job)
{
    const torch::NoGradGuard noGradients;
    useOneComputeThread();
    const auto image = imageTensor(input, package.architecture);
    const auto clinical = torch::tensor(input.clinical, torch::kFloat32).unsqueeze(0);
    std::vector<double> risks;
    for (const auto& member : package.members) {
        const SafetensorsFile file(package.folder / member.file);
        const auto network = VisionTransformer::load(package.architecture, file);
        risks.push_back(network.forward(image, clinical).item<double>());
        job.advance(double(risks.size()) / double(package.members.size()));
    }
    return risks;
}

}  // namespace

ModelPackage sealDraft(const fs::path& folder, const Job& job)
{
    ModelPackage package = packageFromJson(withDigestPlaces(modelJsonOf(folder)));
    package.folder = folder;
    package.cohort = cohortFromCsv(packText(folder / package.cohortFile));
    if (!fs::exists(folder / package.goldenFile)) {
        const auto input = inventedInput(package.architecture);
        const auto risks = withTorchErrors([&] { return risksOf(package, input, job.part(0.0, 0.4)); });
        writeGoldenCase(folder / package.goldenFile, package.architecture, {input, risks});
    }
    package = sealPackage(std::move(package), job.part(0.4, 0.6));
    return RiskModel(std::move(package), job.part(0.6, 1.0)).package();
}

}  // namespace metrisk::inference
