#include "core/common/Error.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/RiskModel.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <limits>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;
using metrisk::testing::textOf;

template <class Work>
Error errorOf(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return Error(Error::Kind::Internal, "accepted", "");
}

TEST(RiskModel, EveryMemberSaysWhatItsNetworkSays)
{
    const TemporaryFolder folder;
    const RiskModel model(tinypack::makeIn(folder.path()));
    const auto input = tinypack::input(3);
    const auto prediction = model.predict(input);
    ASSERT_EQ(prediction.members.size(), 3U);
    const auto image = torch::tensor(input.image).view({1, 3, 20, 17, 18});
    const auto clinical = torch::tensor(input.clinical).unsqueeze(0);
    double sum = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto network = VisionTransformer::initialised(tinypack::architecture(), 100 + i);
        EXPECT_NEAR(prediction.members[i], network.forward(image, clinical).item<double>(), 1e-6);
        sum += prediction.members[i];
    }
    EXPECT_NE(prediction.members[0], prediction.members[1]);
    EXPECT_DOUBLE_EQ(prediction.mean, sum / 3);
    EXPECT_EQ(prediction.group, riskGroup(model.package(), prediction.mean));
    EXPECT_EQ(prediction.percentile, riskPercentile(model.package(), prediction.mean));
    EXPECT_EQ(prediction.device, model.deviceName());
}

TEST(RiskModel, LocksWhenTheGoldenCaseDrifts)
{
    const TemporaryFolder folder;
    auto package = tinypack::makeIn(folder.path());
    auto golden = readGoldenCase(folder / package.goldenFile, package.architecture);
    golden.risks[1] += 2 * package.goldenTolerance;
    writeGoldenCase(folder / package.goldenFile, package.architecture, golden);
    package = sealPackage(package);
    const auto error = errorOf([&] { RiskModel model(package); });
    EXPECT_EQ(error.kind(), Error::Kind::Model);
    EXPECT_NE(error.whatHappened().find("no longer gives its golden result"), std::string::npos) << error.what();
    golden.risks[1] = std::numeric_limits<double>::quiet_NaN();
    writeGoldenCase(folder / package.goldenFile, package.architecture, golden);
    package = sealPackage(package);
    EXPECT_EQ(errorOf([&] { RiskModel model(package); }).kind(), Error::Kind::Model);
    golden.risks = {golden.risks[0]};
    writeGoldenCase(folder / package.goldenFile, package.architecture, golden);
    package = sealPackage(package);
    EXPECT_EQ(errorOf([&] { RiskModel model(package); }).kind(), Error::Kind::Model);
}

TEST(RiskModel, RefusesAMemberOfAnotherShape)
{
    const TemporaryFolder folder;
    auto package = tinypack::makeIn(folder.path());
    package.architecture.mlpSize = 25;
    package = sealPackage(package);
    const auto error = errorOf([&] { RiskModel model(package); });
    EXPECT_EQ(error.kind(), Error::Kind::Model);
    EXPECT_NE(error.whatHappened().find("is 24 x 16 instead of 25 x 16"), std::string::npos) << error.what();
}

TEST(RiskModel, RefusesInputsItCannotScore)
{
    const TemporaryFolder folder;
    const RiskModel model(tinypack::makeIn(folder.path()));
    auto input = tinypack::input();
    input.image[40] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(errorOf([&] { model.predict(input); }).kind(), Error::Kind::Input);
    input.image.pop_back();
    EXPECT_THROW(model.predict(input), Error);
    input = tinypack::input();
    input.clinical.push_back(1.0F);
    EXPECT_THROW(model.predict(input), Error);
}

TEST(RiskModel, StopsBetweenBlocksWhenCancelled)
{
    const TemporaryFolder folder;
    const RiskModel model(tinypack::makeIn(folder.path()));
    std::stop_source stop;
    int reports = 0;
    const Job job(stop.get_token(), [&](const Progress&) {
        if (++reports == 3)
            stop.request_stop();
    });
    EXPECT_THROW(model.predict(tinypack::input(), job), Cancelled);
    EXPECT_EQ(reports, 3);
}

TEST(MemberThreads, TheFirstFailureEndsTheOthersAndIsThrown)
{
    int finished = 0;
    const auto work = [&](std::size_t member, const std::function<void()>& step) {
        if (member == 1)
            throw Error(Error::Kind::Input, "The second failed.", "");
        step();
        ++finished;
    };
    try {
        forEachMember(3, 1, 1, {}, work);
        FAIL() << "the failure was swallowed";
    } catch (const Error& error) {
        EXPECT_EQ(error.whatHappened(), "The second failed.");
    }
    EXPECT_EQ(finished, 1);
}

/// Prints the exact risks into the file that METRISK_RISK_BITS names; run by the test below in
/// processes of its own, because the thread libraries read their settings once.
TEST(RiskBits, DISABLED_AreWrittenOut)
{
    const char* target = std::getenv("METRISK_RISK_BITS");
    ASSERT_NE(target, nullptr);
    const TemporaryFolder folder;
    const auto prediction = RiskModel(tinypack::makeIn(folder.path())).predict(tinypack::input(5));
    std::ofstream file(target);
    for (const double risk : prediction.members)
        file << std::hexfloat << risk << '\n';
}

TEST(RiskBits, AreTheSameWhateverTheThreadSettings)
{
    const TemporaryFolder folder;
    const auto program = std::filesystem::read_symlink("/proc/self/exe").string();
    const auto bitsWith = [&](const std::string& settings) {
        const auto target = folder / "bits";
        const auto command =
            settings + " METRISK_RISK_BITS='" + target.string() + "' '" + program +
            "' --gtest_also_run_disabled_tests --gtest_filter=RiskBits.DISABLED_AreWrittenOut > /dev/null";
        EXPECT_EQ(std::system(command.c_str()), 0);
        return textOf(target);
    };
    const auto plain = bitsWith("");
    EXPECT_FALSE(plain.empty());
    EXPECT_EQ(bitsWith("OMP_NUM_THREADS=7 OPENBLAS_NUM_THREADS=5"), plain);
    EXPECT_EQ(bitsWith("OMP_NUM_THREADS=1"), plain);
}

TEST(GoldenCase, IsStoredAsBytesOnlyWhereThatLosesNothing)
{
    const TemporaryFolder folder;
    const auto sizes = tinypack::architecture();
    auto input = roundedToBytes(tinypack::input());
    for (const bool onGreyLevels : {true, false}) {
        if (!onGreyLevels)
            input.image[7] = 0.1234567F;
        writeGoldenCase(folder / "golden", sizes, {input, {0.25, -1.0}});
        EXPECT_EQ(SafetensorsFile(folder / "golden").find("input.image.u8") != nullptr, onGreyLevels);
        const auto read = readGoldenCase(folder / "golden", sizes);
        EXPECT_EQ(read.input.image, input.image);
        EXPECT_EQ(read.input.clinical, input.clinical);
        EXPECT_EQ(read.risks, (std::vector<double>{0.25, -1.0}));
    }
}

}  // namespace
}  // namespace metrisk::inference
