#include "core/inference/ModelPackage.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/common/Sha256.h"
#include "core/inference/CohortFile.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/ModelPackageJson.h"
#include "core/inference/TensorLayout.h"
#include "core/survival/RiskGroups.h"

#include <fstream>
#include <iterator>
#include <limits>

namespace metrisk::inference {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestTextBytes = 16U << 20;
constexpr std::uintmax_t largestEmbeddingBytes = 1U << 30;  // 2 million patients' embeddings of one member

/// A file of a pack, its promised digest and the size beyond which it is not even read.
struct PackFile {
    std::string name;
    std::string sha256;
    std::uintmax_t largestBytes;
};

std::vector<PackFile> filesOf(const ModelPackage& package)
{
    const auto& sizes = package.architecture;
    const auto voxels = std::uintmax_t(sizes.imageSize[0]) * std::uintmax_t(sizes.imageSize[1]) *
                        std::uintmax_t(sizes.imageSize[2]) * std::uintmax_t(sizes.channels);
    std::vector<PackFile> files{
        {package.cohortFile, package.cohortSha256, largestTextBytes},
        {package.cardFile, package.cardSha256, largestTextBytes},
        {package.goldenFile, package.goldenSha256, voxels * sizeof(float) + largestTextBytes}};
    if (!package.embeddingsFile.empty())
        files.push_back({package.embeddingsFile, package.embeddingsSha256, largestEmbeddingBytes});
    const auto weightBytes = std::uintmax_t(parameterCount(sizes)) * sizeof(double);
    for (const auto& member : package.members)
        files.push_back({member.file, member.sha256, weightBytes + largestTextBytes});
    return files;
}

void checkSize(const fs::path& path, std::uintmax_t largestBytes)
{
    std::error_code failure;
    const auto size = fs::is_regular_file(path, failure) ? fs::file_size(path, failure) : 0;
    if (failure || !fs::is_regular_file(path))
        throw Error(Error::Kind::Model,
                    "The model pack lacks the file " + path.filename().string() + ": " + path.string() + ".",
                    "Copy the pack again from where you got it, or choose another pack.");
    if (size > largestBytes)
        throw Error(Error::Kind::Model, "The file " + path.string() + " of the model pack is far too large.",
                    "Copy the pack again from where you got it, or choose another pack.");
}

std::string textOf(const fs::path& path)
{
    checkSize(path, largestTextBytes);
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        throw Error(Error::Kind::Model, "The file " + path.string() + " cannot be read.",
                    "Check that you may read it.");
    return text;
}

std::string digestOf(const fs::path& path, std::uintmax_t largestBytes, const Job& job)
{
    checkSize(path, largestBytes);
    try {
        return common::sha256OfPath(path, job);
    } catch (const Error& error) {
        throw Error(Error::Kind::Model, error.whatHappened(), error.whatToDo());
    }
}

void checkDigest(const fs::path& path, const PackFile& file)
{
    if (digestOf(path, file.largestBytes, {}) != file.sha256)
        throw Error(Error::Kind::Model,
                    "The file " + path.string() +
                        " is not the one this model pack was made with: its SHA-256 digest differs.",
                    "Copy the pack again from where you got it.");
}

/// Side by side like the members, who are nearly all of the pack: digesting is most of the time until it is ready.
void checkDigests(const ModelPackage& package, const Job& job)
{
    const auto files = filesOf(package);
    forEachMember(files.size(), 1, membersSideBySide(files.size()), job,
                  [&](std::size_t i, const std::function<void()>& step) {
                      checkDigest(package.folder / files[i].name, files[i]);
                      step();
                  });
}

}  // namespace

ModelPackage loadPackage(const fs::path& folder, const Job& job)
{
    if (!fs::exists(folder / "model.json"))
        throw Error(Error::Kind::Model,
                    "There is no model pack in " + folder.string() + ": model.json is missing.",
                    "Choose the folder of a model pack.");
    const std::string text = textOf(folder / "model.json");
    ModelPackage package = packageFromJson(text);
    package.folder = folder;
    package.sha256 = common::sha256Of(text);
    checkDigests(package, job);
    package.cohort = cohortFromCsv(textOf(folder / package.cohortFile));
    return package;
}

ModelPackage sealPackage(ModelPackage package, const Job& job)
{
    common::writeTextFile(package.folder / package.cohortFile, cohortToCsv(package.cohort));
    constexpr auto anySize = std::numeric_limits<std::uintmax_t>::max();
    const auto digest = [&](const std::string& name) { return digestOf(package.folder / name, anySize, job); };
    package.cohortSha256 = digest(package.cohortFile);
    package.cardSha256 = digest(package.cardFile);
    package.goldenSha256 = digest(package.goldenFile);
    if (!package.embeddingsFile.empty())
        package.embeddingsSha256 = digest(package.embeddingsFile);
    for (auto& member : package.members)
        member.sha256 = digest(member.file);
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
