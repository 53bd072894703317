#include "core/inference/ModelPackage.h"

#include "core/common/PendingFile.h"
#include "core/common/Sha256.h"
#include "core/inference/CohortFile.h"
#include "core/inference/ModelPackageJson.h"
#include "core/inference/PackFiles.h"
#include "core/inference/TensorLayout.h"
#include "core/survival/RiskGroups.h"

namespace metrisk::inference {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestEmbeddingBytes = 1U << 30;  // 2 million patients' embeddings of one member

std::vector<PackFile> filesOf(const ModelPackage& package)
{
    const auto& sizes = package.architecture;
    const auto voxels = std::uintmax_t(sizes.imageSize[0]) * std::uintmax_t(sizes.imageSize[1]) *
                        std::uintmax_t(sizes.imageSize[2]) * std::uintmax_t(sizes.channels);
    std::vector<PackFile> files{
        {package.cohortFile, package.cohortSha256, largestPackTextBytes},
        {package.cardFile, package.cardSha256, largestPackTextBytes},
        {package.goldenFile, package.goldenSha256, voxels * sizeof(float) + largestPackTextBytes}};
    if (!package.embeddingsFile.empty())
        files.push_back({package.embeddingsFile, package.embeddingsSha256, largestEmbeddingBytes});
    const auto weightBytes = std::uintmax_t(parameterCount(sizes)) * sizeof(double);
    for (const auto& member : package.members)
        files.push_back({member.file, member.sha256, weightBytes + largestPackTextBytes});
    return files;
}

}  // namespace

ModelPackage loadPackage(const fs::path& folder, const Job& job)
{
    const std::string text = modelJsonOf(folder);
    ModelPackage package = packageFromJson(text);
    package.folder = folder;
    package.sha256 = common::sha256Of(text);
    checkPackDigests(folder, filesOf(package), job);
    package.cohort = cohortFromCsv(packText(folder / package.cohortFile));
    return package;
}

ModelPackage sealPackage(ModelPackage package, const Job& job)
{
    common::writeTextFile(package.folder / package.cohortFile, cohortToCsv(package.cohort));
    digestPackFiles(package, job);
    package.cohortSha256 = packDigest(package.folder / package.cohortFile, anySize, job);
    if (!package.embeddingsFile.empty())
        package.embeddingsSha256 = packDigest(package.folder / package.embeddingsFile, anySize, job);
    common::writeTextFile(package.folder / "model.json", packageToJson(package));
    return loadPackage(package.folder, job);
}

std::string riskGroup(const ModelPackage& package, double risk)
{
    return survival::riskGroupName(risk, package.cutLow, package.cutHigh);
}

double riskPercentile(const ModelPackage& package, double risk)
{
    std::vector<double> risks;
    risks.reserve(package.cohort.size());
    for (const auto& patient : package.cohort)
        risks.push_back(patient.risk);
    return survival::riskPercentile(risk, risks);
}

}  // namespace metrisk::inference
