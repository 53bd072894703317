#include "core/segmentation/network/SegmentationPackage.h"

#include "core/common/PendingFile.h"
#include "core/common/Sha256.h"
#include "core/inference/PackFiles.h"

namespace metrisk::segmentation {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestGoldenBytes = 64U << 20;

std::uintmax_t weightBytesOf(const UnetArchitecture& architecture)
{
    std::uintmax_t bytes = 0;
    for (const auto& tensor : unetLayout(architecture)) {
        std::uintmax_t numbers = 1;
        for (const auto extent : tensor.shape)
            numbers *= std::uintmax_t(extent);
        bytes += numbers * sizeof(double);
    }
    return bytes;
}

std::vector<inference::PackFile> filesOf(const SegmentationPackage& package)
{
    std::vector<inference::PackFile> files{{package.cardFile, package.cardSha256, inference::largestPackTextBytes},
                                           {package.goldenFile, package.goldenSha256, largestGoldenBytes}};
    const auto largest = weightBytesOf(package.architecture) + inference::largestPackTextBytes;
    for (const auto& member : package.members)
        files.push_back({member.file, member.sha256, largest});
    return files;
}

}  // namespace

SegmentationPackage loadSegmentationPackage(const fs::path& folder, const Job& job)
{
    const std::string text = inference::modelJsonOf(folder);
    auto package = segmentationPackageFromJson(text);
    package.folder = folder;
    package.sha256 = common::sha256Of(text);
    inference::checkPackDigests(folder, filesOf(package), job);
    return package;
}

SegmentationPackage sealSegmentationPackage(SegmentationPackage package, const Job& job)
{
    inference::digestPackFiles(package, job);
    common::writeTextFile(package.folder / "model.json", segmentationPackageToJson(package));
    return loadSegmentationPackage(package.folder, job);
}

}  // namespace metrisk::segmentation
