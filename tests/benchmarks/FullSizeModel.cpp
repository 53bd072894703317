#include "tests/benchmarks/FullSizeModel.h"

#include "core/inference/GoldenCase.h"
#include "core/inference/MemberThreads.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/core/inference/RuleMadeNetwork.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <map>
#include <memory>
#include <stdexcept>

namespace metrisk::benchmarks {

namespace {

using Kind = clinical::EncodedVariable::Kind;

FullSizeModel made()
{
    for (const auto& path : golden::manifests(".json"))
        if (const auto manifest = golden::read(path); golden::isRuleMade(manifest))
            return {golden::ruleMadeNetwork(manifest), golden::ruleMadeImage(manifest),
                    golden::ruleMadeClinical(manifest)};
    throw std::runtime_error("The golden folder holds no full-size network; METRISK_GOLDEN_DIR names the folder.");
}

/// 27 columns as the published network reads them; their names do not matter here.
clinical::ClinicalEncoding columns27()
{
    clinical::EncodedVariable primary{"primary", Kind::Category, 0.0, 1.0, {}};
    for (int i = 0; i < 26; ++i)
        primary.values.push_back("word " + std::to_string(i));
    return {{{"ageYears", Kind::Number, 60.0, 10.0, {}}, primary}};
}

inference::ModelInput inputOf(const FullSizeModel& model)
{
    inference::ModelInput input;
    const auto *image = model.image.data_ptr<float>(), *columns = model.clinical.data_ptr<float>();
    input.image.assign(image, image + model.image.numel());
    input.clinical.assign(columns, columns + model.clinical.numel());
    input.placement.size = input.placement.taken = model.network.architecture().imageSize;
    return input;
}

void write(const std::filesystem::path& folder, int members)
{
    const auto& model = fullSizeModel();
    auto package = tinypack::described(folder);
    package.architecture = model.network.architecture();
    package.clinical = columns27();
    package.embeddingsFile.clear();
    package.members.clear();
    for (int i = 0; i < members; ++i) {
        package.members.push_back({"member-" + std::to_string(i) + ".safetensors", ""});
        inference::saveWeights(folder / package.members.back().file, model.network);
    }
    inference::useOneComputeThread();
    const torch::NoGradGuard noGradients;
    const double risk = model.network.forward(model.image, model.clinical).item<double>();
    inference::writeGoldenCase(folder / package.goldenFile, package.architecture,
                               {inputOf(model), std::vector<double>(std::size_t(members), risk)});
    testing::writeText(folder / package.cardFile, "# Full size\n");
    inference::sealPackage(package);
}

}  // namespace

const FullSizeModel& fullSizeModel()
{
    static const FullSizeModel model = made();
    return model;
}

std::filesystem::path fullSizePack(int members)
{
    static std::map<int, std::unique_ptr<testing::TemporaryFolder>> packs;
    auto& folder = packs[members];
    if (!folder) {
        folder = std::make_unique<testing::TemporaryFolder>();
        write(folder->path(), members);
    }
    return folder->path();
}

}  // namespace metrisk::benchmarks
