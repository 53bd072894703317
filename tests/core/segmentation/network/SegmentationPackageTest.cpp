#include "core/common/Error.h"
#include "core/segmentation/network/NetworkSegmenter.h"
#include "tests/core/segmentation/network/TinySegmentationPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace metrisk::segmentation {
namespace {

using nlohmann::json;

/// A whole pack, spoilt in one place by each test.
class SegmentationPack : public ::testing::Test {
protected:
    const testing::TemporaryFolder folder;
    SegmentationPackage package = tinypack::makeSegmentationIn(folder.path());

    void expectRefused(const std::string& words)
    {
        try {
            const NetworkSegmenter segmenter(loadSegmentationPackage(folder.path()));
            ADD_FAILURE() << "accepted, but should say: " << words;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Model);
            EXPECT_NE(error.whatHappened().find(words), std::string::npos) << error.what();
        }
    }

    void expectJsonRefused(const std::string& pointer, const json& value, const std::string& words)
    {
        SCOPED_TRACE(pointer);
        const std::string sound = testing::textOf(folder / "model.json");
        json root = json::parse(sound);
        root[json::json_pointer(pointer)] = value;
        testing::writeText(folder / "model.json", root.dump());
        expectRefused(words);
        testing::writeText(folder / "model.json", sound);
    }

    /// The second member with other weights, sealed again so that its digest is right.
    void replaceMember(const inference::NamedWeights& weights)
    {
        inference::saveWeights(folder / "member-1.safetensors", weights);
        sealSegmentationPackage(package);
    }
};

TEST_F(SegmentationPack, SaysTheSameAfterItWasWrittenAndRead)
{
    const auto read = segmentationPackageFromJson(segmentationPackageToJson(package));
    EXPECT_EQ(segmentationPackageToJson(read), segmentationPackageToJson(package));
    EXPECT_EQ(read.architecture, package.architecture);
    EXPECT_EQ(read.window, package.window);
    EXPECT_EQ(read.input, package.input);
    EXPECT_EQ(read.labels, package.labels);
    EXPECT_TRUE(NetworkSegmenter(package).identity().demonstration);
}

TEST_F(SegmentationPack, IsRefusedWithTheKeyThatIsWrong)
{
    expectJsonRefused("/schema", 99, "newer MetRisk");
    expectJsonRefused("/kind", "risk", "does not find lesions");
    expectJsonRefused("/kind", "other", "unknown kind");
    expectJsonRefused("/architecture/type", "UNETR", "UNETR");
    expectJsonRefused("/architecture/activation", "sine", "sine");
    expectJsonRefused("/architecture/features", json::array({8, 8}), "architecture.features");
    expectJsonRefused("/architecture/features/0", 100000, "features = 100000");
    expectJsonRefused("/architecture/outputs", json::array({"core", "whole"}), "architecture.outputs");
    expectJsonRefused("/input/axisCodes", "SAR", "SAR");
    expectJsonRefused("/input/spacingMm", 2.0, "at 1 mm");
    expectJsonRefused("/input/channels", json::array({"t1ce", "t2"}), "t2");
    expectJsonRefused("/input/channels", json::array({"t1ce"}), "1 images");
    expectJsonRefused("/window/size", json::array({16, 32, 32}), "too small");
    expectJsonRefused("/window/overlap", 1.0, "overlap 1");
    expectJsonRefused("/window/padding", "mirror", "mirror");
    expectJsonRefused("/flips", json::array({"w"}), "flip");
    expectJsonRefused("/labels/coreThreshold", 2.0, "labels.coreThreshold");
    expectJsonRefused("/members/0/file", "../elsewhere", "plain file name");
    expectJsonRefused("/evidence", json::object(), "evidence.patients");
}

TEST_F(SegmentationPack, IsRefusedWhenAFileIsNotTheOneItWasMadeWith)
{
    auto bytes = testing::textOf(folder / "member-0.safetensors");
    bytes.back() ^= 1;
    testing::writeText(folder / "member-0.safetensors", bytes);
    expectRefused("SHA-256 digest differs");
}

TEST_F(SegmentationPack, IsRefusedWhenATensorIsMissingOrOfAnotherShape)
{
    auto weights = tinypack::unetMembers()[1].weights();
    weights.erase("upcat_2.upsample.deconv.bias");
    replaceMember(weights);
    expectRefused("upcat_2.upsample.deconv.bias is missing");
    weights = tinypack::unetMembers()[1].weights();
    weights["final_conv.bias"] = torch::zeros({3});
    replaceMember(weights);
    expectRefused("final_conv.bias is 3 instead of 2");
    weights = tinypack::unetMembers()[1].weights();
    weights["extra"] = torch::zeros({1});
    replaceMember(weights);
    expectRefused("extra");
}

TEST_F(SegmentationPack, IsRefusedWhenAWeightIsNotFiniteAndNamesIt)
{
    auto weights = tinypack::unetMembers()[1].weights();
    weights["down_1.convs.conv_0.conv.bias"][0] = std::numeric_limits<float>::quiet_NaN();
    replaceMember(weights);
    expectRefused("down_1.convs.conv_0.conv.bias in member-1.safetensors holds values that are not finite");
}

TEST_F(SegmentationPack, IsRefusedWhenItNoLongerGivesItsGoldenResult)
{
    replaceMember(BasicUnet::initialised(tinypack::unet(), 99).weights());
    expectRefused("no longer gives its golden result");
}

TEST_F(SegmentationPack, OfTheRiskReaderIsRefusedByItsName)
{
    try {
        inference::loadPackage(folder.path());
        ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
        EXPECT_NE(error.whatHappened().find("finds lesions"), std::string::npos) << error.what();
    }
}

TEST_F(SegmentationPack, PutTogetherByHandIsSealedWithAGoldenCaseOfItsOwn)
{
    json root = json::parse(testing::textOf(folder / "model.json"));
    for (const char* part : {"golden", "modelCard"})
        root[part].erase("sha256");
    for (auto& member : root["members"])
        member.erase("sha256");
    testing::writeText(folder / "model.json", root.dump());
    std::filesystem::remove(folder / "golden.safetensors");
    const auto sealed = sealSegmentationDraft(folder.path());
    EXPECT_EQ(sealed.members[1].sha256, package.members[1].sha256);
    EXPECT_NO_THROW(NetworkSegmenter(loadSegmentationPackage(folder.path())));
}

}  // namespace
}  // namespace metrisk::segmentation
