#include "core/inference/SafetensorsFile.h"
#include "core/io/VolumeFiles.h"
#include "core/segmentation/LesionList.h"
#include "tests/support/TestFiles.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace metrisk::segmentation {
namespace {

imaging::LabelMap rawLabels(const std::filesystem::path& file)
{
    const auto volume = io::readVolume(file).volume;
    return {volume.geometry(), {volume.voxels().begin(), volume.voxels().end()}};
}

/// All voxels with x slowest and z fastest, as the stored arrays have them.
std::vector<double> inCOrder(const imaging::LabelMap& labels)
{
    std::vector<double> values;
    for (int x = 0; x < labels.size()[0]; ++x)
        for (int y = 0; y < labels.size()[1]; ++y)
            for (int z = 0; z < labels.size()[2]; ++z)
                values.push_back(labels.at(x, y, z));
    return values;
}

TEST(GoldenExtraction, KeepsTheReferencesMetastasisInEveryStoredCase)
{
    const auto golden = testing::goldenFolder();
    if (!golden)
        GTEST_SKIP() << "The reference numbers (golden) are not on this machine.";
    const auto manifests = testing::manifestsIn(*golden / "preproc" / "labels");
    ASSERT_FALSE(manifests.empty());
    for (const auto& path : manifests) {
        SCOPED_TRACE(path.filename().string());
        const auto manifest = nlohmann::json::parse(testing::textOf(path));
        const auto folder = *golden / "preproc";
        const auto labels = rawLabels(folder / manifest.at("files").at("input").get<std::string>());
        const inference::SafetensorsFile arrays(folder /
                                                manifest.at("files").at("arrays").get<std::string>());
        EXPECT_EQ(inCOrder(keepLargestMetastasis(labels)), arrays.numbers("expected.extracted"));
    }
}

}  // namespace
}  // namespace metrisk::segmentation
