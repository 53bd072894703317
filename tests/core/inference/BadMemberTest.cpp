#include "core/common/Error.h"
#include "core/inference/RiskModel.h"
#include "core/inference/SafetensorsFile.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;
using metrisk::testing::textOf;
using metrisk::testing::writeText;

/// A tiny pack whose second member is spoilt and which is then sealed: its digests are right, so that
/// only the weights themselves can be refused.
class BadMember : public ::testing::Test {
protected:
    const TemporaryFolder folder;
    ModelPackage package = tinypack::makeIn(folder.path());
    const std::filesystem::path member = folder / "member-1.safetensors";
    static constexpr const char* weight = "fc1.0.bias";  // 128 numbers

    void expectRefused(const std::vector<std::string>& words)
    {
        try {
            RiskModel model(sealPackage(package));
            ADD_FAILURE() << "accepted";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Model);
            for (const auto& word : words)
                EXPECT_NE(error.whatHappened().find(word), std::string::npos)
                    << "expected: " << word << "\nsaid: " << error.what();
        }
    }

    /// Rewrites the member after `change` has worked on its list of tensors.
    void rewrite(const std::function<void(std::vector<StoredTensor>&)>& change) const
    {
        const std::string whole = textOf(member);
        writeText(folder / "copy", whole);
        const SafetensorsFile file(folder / "copy");  // the new file must not be mapped while it is written
        auto tensors = file.tensors();
        change(tensors);
        writeSafetensors(member, tensors);
    }

    /// Changes the header as text: the same length, so that nothing else moves.
    void replaceInHeader(const std::string& before, const std::string& after) const
    {
        ASSERT_EQ(before.size(), after.size());
        std::string whole = textOf(member);
        const auto place = whole.find(before);
        ASSERT_NE(place, std::string::npos) << before;
        writeText(member, whole.replace(place, before.size(), after));
    }

    static StoredTensor& in(std::vector<StoredTensor>& tensors)
    {
        return *std::find_if(tensors.begin(), tensors.end(), [](const auto& t) { return t.name == weight; });
    }
};

TEST_F(BadMember, IsRefusedWhenATensorIsMissingOrTooMany)
{
    rewrite([](auto& tensors) { in(tensors).name = "fc1.0.bios"; });
    expectRefused({"member-1.safetensors", "fc1.0.bios", "which the described network does not have"});
    rewrite([](auto& tensors) { std::erase_if(tensors, [](const auto& t) { return t.name == "fc1.0.bios"; }); });
    expectRefused({"member-1.safetensors", "fc1.0.bias is missing"});
}

TEST_F(BadMember, IsRefusedForAShapeOrATypeThatDoesNotFit)
{
    rewrite([](auto& tensors) { in(tensors).shape = {2, 64}; });
    expectRefused({"member-1.safetensors", "fc1.0.bias is 2 x 64 instead of 128"});
    rewrite([](auto& tensors) {
        in(tensors).shape = {128};
        in(tensors).type = ElementType::I32;
    });
    expectRefused({"member-1.safetensors", "fc1.0.bias is stored as I32"});
}

TEST_F(BadMember, IsRefusedForWeightsThatAreNotFinite)
{
    for (const float value : {std::nanf(""), INFINITY, -INFINITY})
        for (const std::string name : {"fc1.0.bias", "blocks.0.mlp.linear1.weight", "register_tokens"}) {
            tinypack::makeIn(folder.path());
            std::vector<std::byte> spoilt;
            rewrite([&](auto& tensors) {
                for (auto& tensor : tensors)
                    if (tensor.name == name) {
                        spoilt.assign(tensor.bytes.begin(), tensor.bytes.end());
                        std::memcpy(spoilt.data() + spoilt.size() / 8 * 4, &value, sizeof value);
                        tensor.bytes = spoilt;
                    }
            });
            expectRefused({name + " in member-1.safetensors holds values that are not finite", "locked"});
        }
}

TEST_F(BadMember, IsRefusedWhenItsHeaderDoesNotFitItsBytes)
{
    const std::string good = textOf(member);
    replaceInHeader("\"fc1.0.bias\":{\"dtype\":\"F32\",\"shape\":[128]", "\"fc1.0.bias\":{\"dtype\":\"F32\",\"shape\":[129]");
    expectRefused({"member-1.safetensors", "the size of fc1.0.bias does not fit its shape"});
    writeText(member, good.substr(0, good.size() - 4));
    expectRefused({"member-1.safetensors", "lies outside the file"});
    writeText(member, good.substr(0, 100));
    expectRefused({"member-1.safetensors", "its header claims"});
    std::string gigabytes = good;
    gigabytes[4] = 1;  // 4 GB more
    writeText(member, gigabytes);
    expectRefused({"member-1.safetensors", "its header claims 42949"});
}

}  // namespace
}  // namespace metrisk::inference
