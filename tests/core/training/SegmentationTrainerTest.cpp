#include "core/common/Error.h"
#include "core/imaging/LabelOverlap.h"
#include "core/segmentation/network/NetworkSegmenter.h"
#include "core/training/CohortSimulator.h"
#include "core/training/SegmentationPatches.h"
#include "core/training/SegmentationTrainer.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::training {
namespace {

using torch::Tensor;

TEST(SegmentationLoss, IsNothingForACertainRightAnswerAndLargeForTheOpposite)
{
    Tensor targets = torch::zeros({1, 2, 4, 4, 4});
    targets.narrow(2, 0, 2).fill_(1.0);
    const Tensor certain = (targets * 2.0 - 1.0) * 50.0;
    EXPECT_NEAR(segmentationLoss(certain, targets).item<double>(), 0.0, 1e-4);
    EXPECT_GT(segmentationLoss(-certain, targets).item<double>(), 10.0);
}

/// 32 of 64 voxels, all outputs 0.5: Dice (2·16 + 1) / (32 + 32 + 1) for each output, cross-entropy ln 2.
TEST(SegmentationLoss, AddsOneMinusDiceAndTheCrossEntropy)
{
    Tensor targets = torch::zeros({1, 2, 4, 4, 4});
    targets.narrow(2, 0, 2).fill_(1.0);
    const double expected = 1.0 - 33.0 / 65.0 + std::log(2.0);
    EXPECT_NEAR(segmentationLoss(torch::zeros({1, 2, 4, 4, 4}), targets).item<double>(), expected, 1e-6);
}

TEST(SegmentationPatches, HoldTheLesionAndBackgroundAndBelongTogether)
{
    const auto patient = simulatePatient(drawPatient(5));
    const std::vector<SegmentationCase> cases{segmentationCaseOf(patient, {})};
    EXPECT_EQ(double(cases[0].core.size()) / 1000.0, patient.truth.coreVolumeMl);
    EXPECT_EQ(double(cases[0].oedema.size()) / 1000.0, patient.truth.oedemaVolumeMl);
    Random random(3);
    int withCore = 0;
    for (int i = 0; i < 20; ++i) {
        const auto batch = drawPatches(cases, 2, 48, random);
        ASSERT_EQ(batch.images.sizes().vec(), (std::vector<std::int64_t>{2, 2, 48, 48, 48}));
        ASSERT_EQ(batch.targets.sizes().vec(), (std::vector<std::int64_t>{2, 2, 48, 48, 48}));
        EXPECT_LE(batch.images.max().item<float>(), 1.0F);
        EXPECT_TRUE((batch.targets.select(1, 0) >= batch.targets.select(1, 1)).all().item<bool>());  // core inside whole
        withCore += batch.targets.select(1, 1).sum().item<double>() > 0 ? 1 : 0;
        // The label marks what is bright in FLAIR, wherever the patch was mirrored to.
        const Tensor oedema = (batch.targets.select(1, 0) - batch.targets.select(1, 1)) > 0.5;
        if (oedema.sum().item<std::int64_t>() > 2000) {
            const Tensor flair = batch.images.select(1, 1);
            EXPECT_GT(flair.masked_select(oedema).mean().item<float>(), flair.mean().item<float>());
        }
    }
    EXPECT_GT(withCore, 8);
}

TEST(SegmentationTrainer, RefusesOptionsItCannotTrainWith)
{
    EXPECT_THROW(SegmentationTrainingOptions{.patients = 1}.check(), Error);
    EXPECT_THROW(SegmentationTrainingOptions{.patchSize = 16}.check(), Error);
    EXPECT_THROW(SegmentationTrainingOptions{.learningRate = 0.0}.check(), Error);
    EXPECT_NO_THROW(SegmentationTrainingOptions{}.check());
}

TEST(SegmentationTrainer, MakesAPackThatLoadsAndTheSameOneFromTheSameSeed)
{
    const testing::TemporaryFolder folder;
    const SegmentationTrainingOptions options{
        .seed = 4, .patients = 2, .heldBack = 1, .iterations = 1, .finishing = 1, .patchSize = 32, .architecture = {.features = {2, 2, 2, 2, 2, 2}}};
    const auto first = trainSegmentationPack(options, folder / "first");
    const auto second = trainSegmentationPack(options, folder / "second");
    EXPECT_EQ(first.members[0].sha256, second.members[0].sha256);
    EXPECT_EQ(first.sha256, second.sha256);
    EXPECT_TRUE(first.demonstration);
    EXPECT_EQ(first.evidence.patients, 1);
    EXPECT_NO_THROW(segmentation::NetworkSegmenter(segmentation::loadSegmentationPackage(folder / "first")));
}

/// The pack as it is shipped, on patients whose seeds neither its training nor its evidence drew.
TEST(ShippedSegmentationPack, FindsTheCoresOfPatientsItHasNeverSeen)
{
    const segmentation::NetworkSegmenter segmenter(
        segmentation::loadSegmentationPackage(std::filesystem::path(METRISK_SOURCE_DIR) / "models/segmentation-demo"));
    EXPECT_TRUE(segmenter.package().demonstration);
    EXPECT_GE(segmenter.package().evidence.patients, 10);
    EXPECT_GE(segmenter.package().evidence.diceCore, 0.85);
    double sum = 0.0;
    for (const std::uint64_t seed : {710001U, 710002U, 710003U}) {
        const auto patient = simulatePatient(drawPatient(seed));
        const auto found = segmenter.segment(patient.t1ce, patient.flair);
        const double dice = imaging::dice(found, patient.label, imaging::Region::Core).value_or(0.0);
        EXPECT_GT(dice, 0.75) << seed;
        sum += dice;
    }
    EXPECT_GE(sum / 3.0, 0.85);
}

}  // namespace
}  // namespace metrisk::training
