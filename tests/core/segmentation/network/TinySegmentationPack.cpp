#include "tests/core/segmentation/network/TinySegmentationPack.h"

#include "core/segmentation/network/SegmentationGolden.h"
#include "tests/support/TestFiles.h"

namespace metrisk::tinypack {

segmentation::UnetArchitecture unet() { return {.features = {4, 4, 4, 6, 8, 4}}; }

segmentation::SegmentationPackage describedSegmentation(const std::filesystem::path& folder)
{
    segmentation::SegmentationPackage package;
    package.folder = folder;
    package.name = "tiny segmentation";
    package.version = "1";
    package.demonstration = true;
    package.statement = "Demonstration, trained on nothing.";
    package.licence = "MIT";
    package.intendedUse = "Tests.";
    package.architecture = unet();
    package.window = {.size = {32, 32, 32}, .overlap = 0.25};
    package.members = {{"member-0.safetensors", ""}, {"member-1.safetensors", ""}};
    package.evidence = {1, 0.1, 0.1, 0.1, "invented"};
    package.goldenFile = "golden.safetensors";
    package.cardFile = "MODEL_CARD.md";
    return package;
}

std::vector<segmentation::BasicUnet> unetMembers()
{
    return {segmentation::BasicUnet::initialised(unet(), 7), segmentation::BasicUnet::initialised(unet(), 8)};
}

segmentation::SegmentationPackage makeSegmentationIn(const std::filesystem::path& folder)
{
    const auto package = describedSegmentation(folder);
    const auto members = unetMembers();
    for (std::size_t i = 0; i < members.size(); ++i)
        inference::saveWeights(folder / package.members[i].file, members[i].weights());
    segmentation::writeSegmentationGolden(folder / package.goldenFile, segmentation::goldenOf(segmentation::inventedImage(2), members));
    testing::writeText(folder / package.cardFile, "# Tiny\n");
    return segmentation::sealSegmentationPackage(package);
}

}  // namespace metrisk::tinypack
