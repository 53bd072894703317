#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/PreparationRecord.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::preprocessing {
namespace {

PreparationRecord fullRecord()
{
    PreparationRecord record;
    record.way = Way::OnAtlas;
    record.readiness = {{0.4, 0.0, 0.2, 3100.0}, {0.5, 1.0, 0.25, 2900.0}, false, false, 0.31};
    record.atlas = AtlasSource{"/site/sri24.nii.gz", "ab12"};
    record.coRegistration = Alignment{Eigen::Affine3d(Eigen::Translation3d(1, 2, 3.25)), 0.52, 0.22, "headers", 97};
    record.atlasRegistration = Alignment{Eigen::Affine3d(Eigen::Scaling(1.1, 0.9, 1.0)), 0.59, 0.0, "middles of the heads", 232};
    record.headPlacement = Alignment{Eigen::Affine3d(Eigen::Translation3d(0, 7, 0)), 0.57, 0.0, "headers", 40};
    record.flairNudge = {{0.5, 0, -1}, {0, 2, 0}};
    record.brain = BrainResult{"atlas and smallest cut", 1655.8, 0.96};
    record.biasCorrection = BiasCorrection{{0.7, 1.4}, {0.8, 1.2}};
    record.grid = {{240, 240, 155}, Eigen::Affine3d(Eigen::Translation3d(0, -239, 0))};
    record.sources = {{io::Role::Flair, "cd34"}};
    record.flairFromPrepared = Eigen::Affine3d(Eigen::Translation3d(4, 5, 6));
    record.acceptedAt = "2026-03-14T09:26:53Z";
    record.acceptedUnseen = true;
    return record;
}

TEST(PreparationRecord, ComesBackFromItsJsonAsItWas)
{
    const auto record = fullRecord();
    const auto back = recordFromJson(recordToJson(record));
    EXPECT_EQ(recordToJson(back), recordToJson(record));
    EXPECT_EQ(back.way, Way::OnAtlas);
    EXPECT_EQ(back.readiness, record.readiness);
    EXPECT_EQ(*back.coRegistration, *record.coRegistration);
    EXPECT_EQ(*back.atlasRegistration, *record.atlasRegistration);
    EXPECT_EQ(*back.headPlacement, *record.headPlacement);
    EXPECT_EQ(back.flairNudge, record.flairNudge);
    EXPECT_EQ(*back.brain, *record.brain);
    EXPECT_EQ(*back.biasCorrection, *record.biasCorrection);
    EXPECT_TRUE(back.grid == record.grid);
    EXPECT_EQ(back.sources, record.sources);
    EXPECT_EQ(back.flairFromPrepared.matrix(), record.flairFromPrepared.matrix());
    EXPECT_EQ(back.acceptedAt, record.acceptedAt);
    EXPECT_TRUE(back.acceptedUnseen);
}

TEST(PreparationRecord, RefusesADamagedTextANewerFormatAndATransformWithoutWayBack)
{
    EXPECT_THROW(recordFromJson("{"), Error);
    EXPECT_THROW(recordFromJson("{\"schema\": 99}"), Error);
    auto flat = fullRecord();
    flat.coRegistration->movingFromFixed.linear().setZero();
    EXPECT_THROW(recordFromJson(recordToJson(flat)), Error);
}

TEST(UnchangedAtlas, IsTheFileOfTheRecordOrTheSameFileAtHand)
{
    const testing::TemporaryFolder folder;
    const auto before = folder / "sri24.nii.gz", moved = folder / "moved.nii.gz";
    testing::writeText(before, "the atlas");
    testing::writeText(moved, "the atlas");
    const AtlasSource source{before.string(), common::sha256OfPath(before)};
    EXPECT_EQ(unchangedAtlas(source, {}), before);
    testing::writeText(before, "another atlas");
    EXPECT_EQ(unchangedAtlas(source, moved), moved);
    std::filesystem::remove(before);
    EXPECT_EQ(unchangedAtlas(source, moved), moved);
}

TEST(UnchangedAtlas, SaysWhetherTheFileWasChangedOrIsGone)
{
    const testing::TemporaryFolder folder;
    const auto file = folder / "sri24.nii.gz";
    testing::writeText(file, "the atlas");
    const AtlasSource source{file.string(), common::sha256OfPath(file)};
    const auto said = [&] {
        try {
            return unchangedAtlas(source, {}).string();
        } catch (const Error& error) {
            return std::string(error.what());
        }
    };
    testing::writeText(file, "another atlas");
    EXPECT_NE(said().find("was changed after the analysis"), std::string::npos) << said();
    std::filesystem::remove(file);
    EXPECT_NE(said().find("is no longer there"), std::string::npos) << said();
}

TEST(PreparationRecord, AsksForAcceptanceOnlyWhereSomethingWasRegistered)
{
    PreparationRecord record;
    EXPECT_FALSE(record.wantsAcceptance());
    record.way = Way::CoRegistered;
    EXPECT_TRUE(record.wantsAcceptance());
}

TEST(Nudge, MovesThePictureTheWayItSays)
{
    const Nudge nudge{{1, 0, 0}, {0, 0, 90}};
    const Eigen::Vector3d middle(10, 20, 30);
    EXPECT_LT((nudge.movedFromUnmoved(middle) * middle - Eigen::Vector3d(11, 20, 30)).norm(), 1e-12);
    // A quarter turn about the upright line takes what lies left to what lies behind (LPS).
    EXPECT_LT((nudge.movedFromUnmoved(middle) * Eigen::Vector3d(15, 20, 30) - Eigen::Vector3d(11, 25, 30)).norm(), 1e-12);
    EXPECT_THROW((Nudge{{101, 0, 0}, {0, 0, 0}}).check(), Error);
    EXPECT_THROW((Nudge{{std::nan(""), 0, 0}, {0, 0, 0}}).check(), Error);
}

}  // namespace
}  // namespace metrisk::preprocessing
