#include "core/inference/PackDraft.h"

#include "core/common/Error.h"
#include "core/inference/RiskModel.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <regex>

namespace metrisk::inference {
namespace {

/// A tiny pack as somebody would put it together: without digests and golden case.
class PackDraft : public ::testing::Test {
protected:
    const testing::TemporaryFolder folder;
    const ModelPackage sealed = tinypack::makeIn(folder.path());

    void SetUp() override
    {
        std::filesystem::remove(folder / "golden.safetensors");
        const std::regex digest(R"(,\s*"sha256": "[0-9a-f]*")");
        testing::writeText(folder / "model.json",
                           std::regex_replace(testing::textOf(folder / "model.json"), digest, ""));
        ASSERT_THROW(loadPackage(folder.path()), Error);
    }
};

TEST_F(PackDraft, BecomesAPackThatLoadsAndPredictsAsTheMembersDo)
{
    const RiskModel model(loadPackage(sealDraft(folder.path()).folder));
    ASSERT_EQ(model.package().members.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(model.package().members[i].sha256, sealed.members[i].sha256);
    EXPECT_EQ(model.package().cohortSha256, sealed.cohortSha256);
    EXPECT_NE(model.package().goldenSha256, sealed.goldenSha256);  // its own case: an invented head
}

TEST_F(PackDraft, KeepsAGoldenCaseThatIsThere)
{
    const auto first = sealDraft(folder.path());
    EXPECT_EQ(sealDraft(folder.path()).goldenSha256, first.goldenSha256);
}

TEST_F(PackDraft, IsRefusedWithTheReasonWhenAPartIsMissing)
{
    std::filesystem::remove(folder / "member-2.safetensors");
    try {
        sealDraft(folder.path());
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Model);
        EXPECT_NE(error.whatHappened().find("member-2.safetensors"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace metrisk::inference
