#include "core/inference/SafetensorsFile.h"
#include "core/inference/TensorLayout.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;

/// models/convert_checkpoint.py on checkpoints that PyTorch itself has written, with Debian's Python.
class ConvertCheckpoint : public ::testing::Test {
protected:
    static constexpr const char* python = "/usr/bin/python3";  // where Debian puts python3-torch
    const TemporaryFolder folder;
    const std::vector<TensorShape> layout = tensorLayout(tinypack::architecture());

    void SetUp() override
    {
        if (testing::run(python, {"-c", "import torch"}).exitCode != 0)
            GTEST_SKIP() << "/usr/bin/python3 has no torch (Debian: python3-torch); nothing is converted.";
        auto listed = nlohmann::json::array();
        for (const auto& tensor : layout)
            listed.push_back({tensor.name, tensor.shape});
        testing::writeText(folder / "layout.json", listed.dump());
        const auto made = testing::run(python, {METRISK_SOURCE_DIR "/tests/data/make_checkpoint.py",
                                                 (folder / "layout.json").string(), folder.path().string()});
        ASSERT_EQ(made.exitCode, 0) << made.output;
    }

    testing::Outcome convert(const std::string& checkpoint, const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> words{METRISK_SOURCE_DIR "/models/convert_checkpoint.py",
                                       (folder / checkpoint).string(), (folder / "member.safetensors").string()};
        words.insert(words.end(), more.begin(), more.end());
        return testing::run(python, words);
    }

    /// Every number as the rule in make_checkpoint.py has it, bit for bit.
    void expectEveryNumber() const
    {
        const SafetensorsFile file(folder / "member.safetensors");
        const auto network = VisionTransformer::load(tinypack::architecture(), file);
        for (std::size_t k = 0; k < layout.size(); ++k) {
            const auto numbers = file.numbers(layout[k].name);
            for (std::size_t i = 0; i < numbers.size(); ++i)
                ASSERT_EQ(float(numbers[i]), float(double((7919 * i + 104729 * k) % 1000003) / 1000003 - 0.5))
                    << layout[k].name << ' ' << i;
        }
    }
};

TEST_F(ConvertCheckpoint, KeepsEveryNumberOfAPlainStateDict)
{
    for (const std::string name : {"plain.pt", "double.pt"}) {
        const auto converted = convert(name);
        ASSERT_EQ(converted.exitCode, 0) << converted.output;
        expectEveryNumber();
    }
}

TEST_F(ConvertCheckpoint, FindsTheNetworkInALightningCheckpointAndSaysWhatItDid)
{
    auto converted = convert("lightning.ckpt");
    // PyTorch 1.13 reads no plain number safely, and Lightning writes some; then the maker has to say so.
    if (converted.output.find("cannot be read safely") != std::string::npos)
        converted = convert("lightning.ckpt", {"--trust-the-file"});
    ASSERT_EQ(converted.exitCode, 0) << converted.output;
    EXPECT_NE(converted.output.find("“model.net.” was taken off"), std::string::npos) << converted.output;
    EXPECT_NE(converted.output.find("loss.weight"), std::string::npos) << converted.output;
    expectEveryNumber();
}

TEST_F(ConvertCheckpoint, RefusesWhatIsNoNetworkOrHoldsNoNumbers)
{
    const auto broken = convert("nan.pt");
    EXPECT_NE(broken.exitCode, 0);
    EXPECT_NE(broken.output.find("fc1.0.bias holds values that are not finite"), std::string::npos) << broken.output;
    const auto other = convert("other.pt");
    EXPECT_NE(other.exitCode, 0);
    EXPECT_NE(other.output.find("holds 0 tensors called cls_token"), std::string::npos) << other.output;
    EXPECT_NE(convert("absent.pt").exitCode, 0);
    EXPECT_FALSE(std::filesystem::exists(folder / "member.safetensors"));
}

TEST_F(ConvertCheckpoint, RunsNoCodeFromACheckpoint)
{
    const auto refused = convert("code.ckpt");
    EXPECT_NE(refused.exitCode, 0);
    EXPECT_NE(refused.output.find("cannot be read safely"), std::string::npos) << refused.output;
    EXPECT_FALSE(std::filesystem::exists(folder / "code was run"));
}

}  // namespace
}  // namespace metrisk::inference
