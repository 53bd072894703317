#include "core/training/Trainer.h"

#include "core/common/Error.h"
#include "core/inference/RiskModel.h"
#include "core/inference/VisionTransformer.h"
#include "core/survival/Concordance.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::training {
namespace {

/// A network and cohort small enough for a test: 24 patients, patches of 16 in a crop of 32.
TrainingOptions tiny()
{
    TrainingOptions options;
    options.cohort = {.patients = 24, .seed = 6};
    options.members = 2;
    options.epochs = 3;
    options.learningRate = 2e-3;
    options.architecture.imageSize = {32, 32, 32};
    options.architecture.hiddenSize = 8;
    options.architecture.heads = 2;
    options.architecture.mlpSize = 8;
    options.architecture.layers = 1;
    options.architecture.registers = 1;
    return options;
}

/// Every fourth voxel around the lesion: what the product does is tested where the product does it.
inference::ModelInput thinnedOut(const SimulatedPatient& patient, const inference::Architecture& sizes,
                                 const inference::InputRule&)
{
    const auto centre = patient.label.geometry().voxelAt(patient.truth.centreMm);
    inference::ModelInput input;
    input.placement.size = input.placement.taken = sizes.imageSize;
    const auto at = [&](auto& grid, int x, int y, int z) {
        const imaging::Index3 voxel{int(centre.x()) + 3 * (x - 16), int(centre.y()) + 3 * (y - 16), int(centre.z()) + 3 * (z - 16)};
        return grid.geometry().contains(voxel) ? float(grid.at(voxel)) : 0.0F;
    };
    for (int channel = 0; channel < 3; ++channel)
        for (int x = 0; x < 32; ++x)
            for (int y = 0; y < 32; ++y)
                for (int z = 0; z < 32; ++z)
                    input.image.push_back(channel == 0   ? std::min(1.0F, at(patient.t1ce, x, y, z) / 900.0F)
                                          : channel == 1 ? std::min(1.0F, at(patient.flair, x, y, z) / 700.0F)
                                                         : at(patient.label, x, y, z));
    return input;
}

TEST(Trainer, WritesTheSamePackFromTheSameSeedAndTheProductAcceptsIt)
{
    const testing::TemporaryFolder folder;
    const auto first = trainPack(tiny(), thinnedOut, folder / "first");
    const auto second = trainPack(tiny(), thinnedOut, folder / "second");
    EXPECT_EQ(first.sha256, second.sha256);  // of model.json, which holds the digest of every other file

    const inference::RiskModel model(inference::loadPackage(folder / "first"));  // checks the golden case
    EXPECT_EQ(model.members().size(), 2U);
    EXPECT_TRUE(model.package().demonstration);
}

TEST(Trainer, ScoresEveryPatientByAMemberThatDidNotSeeThem)
{
    const testing::TemporaryFolder folder;
    const auto package = trainPack(tiny(), thinnedOut, folder / "pack");
    ASSERT_EQ(package.cohort.size(), 24U);
    std::vector<survival::FollowUp> followUp;
    std::vector<double> risks;
    int low = 0, high = 0;
    for (const auto& patient : package.cohort) {
        followUp.push_back({patient.timeMonths, patient.event});
        risks.push_back(patient.risk);
        low += inference::riskGroup(package, patient.risk) == "low" ? 1 : 0;
        high += inference::riskGroup(package, patient.risk) == "high" ? 1 : 0;
    }
    EXPECT_NEAR(package.evidence.concordance, survival::concordance(followUp, risks), 1e-12);
    EXPECT_NEAR(low, 8, 1);
    EXPECT_NEAR(high, 8, 1);
    EXPECT_LT(package.evidence.concordanceLow, package.evidence.concordanceHigh);
    EXPECT_FALSE(package.baselineHazard.empty());
}

TEST(Trainer, StopsWhenAskedAndLeavesNoPackBehind)
{
    const testing::TemporaryFolder folder;
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        if (progress.stage == "Training members")
            stop.request_stop();
    });
    EXPECT_THROW(trainPack(tiny(), thinnedOut, folder / "pack", job), Cancelled);
    EXPECT_FALSE(std::filesystem::exists(folder / "pack" / "model.json"));
}

TEST(Trainer, RefusesImpossibleSettings)
{
    auto options = tiny();
    options.epochs = 0;
    EXPECT_THROW(options.check(), Error);
    options = tiny();
    options.members = 20;
    EXPECT_THROW(options.check(), Error);
    options = tiny();
    options.architecture.clinicalFeatures = 27;
    EXPECT_THROW(options.check(), Error);
}

}  // namespace
}  // namespace metrisk::training
