#include "core/common/Error.h"
#include "core/io/RoleNames.h"
#include "core/io/StudyFiles.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

TEST(RoleNames, RecogniseTheNamesInUse)
{
    for (const std::string name :
         {"BraTS-MET-00110-000-t1c.nii.gz", "x_t1ce.nii.gz", "x_t1gd.nii", "T1-CE.nii.gz", "t1_gad.nii",
          "T1w_contrast.nii", "sub-1_ce-gadolinium_T1w.nii.gz", "MPRAGE post.nii"})
        EXPECT_EQ(roleFromText(name).role, Role::T1ce) << name;
    for (const std::string name : {"x-t2f.nii.gz", "x_flair.nii", "case_fla.nii.gz", "T2_FLAIR_post.nii", "3D_T2FLAIR.nii"})
        EXPECT_EQ(roleFromText(name).role, Role::Flair) << name;
    for (const std::string name : {"x_seg.nii.gz", "label.nii", "tumor_mask.nii.gz", "auto-seg-aurora.nii.gz", "GTV.nii",
                                   "t1c_segmentation.nii.gz"})
        EXPECT_EQ(roleFromText(name).role, Role::Label) << name;
}

TEST(RoleNames, GiveNoRoleToOtherSequences)
{
    for (const std::string name :
         {"x-t1n.nii.gz", "t1.nii.gz", "x_t2w.nii.gz", "t2.nii.gz", "T1_precontrast.nii",
          "T1 without contrast.nii", "t1c-brainmask-hdbet.nii.gz", "brain_mask.nii", "adc.nii",
          "T2_post_contrast.nii", "t1_cor.nii"})
        EXPECT_EQ(roleFromText(name).role, std::nullopt) << name;
    EXPECT_NE(roleFromText("AX T1 FLAIR").role, Role::Flair);
}

void writeStudy(const fs::path& folder, const std::array<std::string, 3>& names)
{
    fs::create_directories(folder);
    writeVolume(phantom::t1ce(), folder / names[0]);
    writeVolume(phantom::flair(), folder / names[1]);
    writeLabelMap(phantom::label(), folder / names[2]);
}

TEST(RoleProposal, FindsTheThreeFilesInADroppedFolderAndOneLevelBelow)
{
    const TemporaryFolder folder;
    writeStudy(folder / "case", {"p_t1ce.nii.gz", "p_flair.nii.gz", "p_seg.nii.gz"});
    writeVolume(phantom::flair(), folder / "case/p_t2w.nii.gz");
    for (const auto& dropped : {folder / "case", folder.path()}) {
        const auto candidates = proposeRoles({dropped});
        EXPECT_EQ(candidates.size(), 4U);
        const auto files = filesOf(candidates);
        EXPECT_EQ(files.t1ce.filename(), "p_t1ce.nii.gz");
        EXPECT_EQ(files.flair.filename(), "p_flair.nii.gz");
        EXPECT_EQ(files.label.filename(), "p_seg.nii.gz");
        EXPECT_EQ(candidates.front().reason, "name contains \"flair\"");
        EXPECT_EQ(candidates.front().description, "FLAIR · 64×72×60 · 2.0×2.0×2.0 mm · RAS");
    }
}

TEST(RoleProposal, RecognisesALabelByItsContent)
{
    const TemporaryFolder folder;
    writeStudy(folder.path(), {"a_t1c.nii.gz", "b_flair.nii.gz", "drawn.nii.gz"});
    const auto candidates =
        proposeRoles({folder / "drawn.nii.gz", folder / "a_t1c.nii.gz", folder / "b_flair.nii.gz"});
    EXPECT_EQ(filesOf(candidates).label.filename(), "drawn.nii.gz");
    EXPECT_NE(candidates.back().reason.find("whole numbers"), std::string::npos);
}

TEST(RoleProposal, GivesEachRoleOnceAndSaysWhy)
{
    const TemporaryFolder folder;
    writeStudy(folder.path(), {"p_t1c.nii", "p_flair.nii", "p_seg.nii"});
    writeLabelMap(phantom::label(), folder / "q_seg.nii");
    const auto candidates = proposeRoles({folder.path()});
    EXPECT_EQ(filesOf(candidates).label.filename(), "p_seg.nii");
    EXPECT_EQ(candidates.back().role, std::nullopt);
    EXPECT_EQ(candidates.back().reason, "also looks like label, but p_seg.nii was taken");
}

TEST(RoleProposal, GoesByDescriptionAndContrastAgentOfDicomSeries)
{
    const TemporaryFolder folder;
    const auto draft = [](const std::string& uid, std::map<std::string, std::string> tags) {
        return testing::DicomDraft{
            .seriesUid = "1.2.3." + uid, .tags = std::move(tags), .filePrefix = "s" + uid + "_"};
    };
    const auto head = phantom::t1ce({.size = {20, 22, 6}, .spacingMm = 6});
    draft("1", {{"0008|103e", "AX T1 MPRAGE"}}).write(head, folder.path());
    draft("2", {{"0008|103e", "AX T1 MPRAGE"}, {"0018|0010", "Gadovist"}}).write(head, folder.path());
    draft("3", {{"0008|103e", "AX T2 FLAIR"}, {"0018|0010", "Gadovist"}}).write(head, folder / "flair");
    const auto candidates = proposeRoles({folder.path()});
    ASSERT_EQ(candidates.size(), 3U);
    const auto files = filesOf(candidates);
    EXPECT_EQ(files.t1ce.filename().string().substr(0, 3), "s2_");
    EXPECT_EQ(files.flair, folder / "flair");
    EXPECT_EQ(candidates[0].role, std::nullopt);
    EXPECT_NE(candidates[1].reason.find("Gadovist"), std::string::npos);
    EXPECT_FALSE(readVolume(files.t1ce).volume.empty());
}

TEST(RoleProposal, TakesDroppedSlicesForTheirSeries)
{
    const TemporaryFolder folder;
    const auto files =
        testing::DicomDraft().write(phantom::t1ce({.size = {20, 22, 6}, .spacingMm = 6}), folder.path());
    const auto candidates = proposeRoles(files);
    ASSERT_EQ(candidates.size(), 1U);
    EXPECT_EQ(candidates.front().path, folder.path());
}

TEST(RoleProposal, ListsWhatCannotBeUsedWithItsReasonAndRefusesNothingUsable)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "broken_t1c.nii.gz", "no image");
    EXPECT_THROW(proposeRoles({folder.path()}), Error);
    EXPECT_THROW(proposeRoles({folder / "missing.nii"}), Error);
    EXPECT_THROW(proposeRoles({}), Error);
    writeVolume(phantom::flair(), folder / "flair.nii.gz");
    const auto candidates = proposeRoles({folder.path()});
    ASSERT_EQ(candidates.size(), 2U);
    EXPECT_FALSE(candidates[1].usable);  // what is kept out comes last
    EXPECT_NE(candidates[1].description.find("not an image"), std::string::npos);
    EXPECT_TRUE(filesOf(candidates).t1ce.empty());
}

TEST(RoleProposal, FindsTheRolesOfRealStudies)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto tumour = *data / "tumour";
    auto files = filesOf(proposeRoles({tumour / "brats-met-00110-000"}));
    EXPECT_EQ(files.t1ce.filename(), "BraTS-MET-00110-000-t1c.nii.gz");
    EXPECT_EQ(files.flair.filename(), "BraTS-MET-00110-000-t2f.nii.gz");
    EXPECT_EQ(files.label.filename(), "auto-seg-aurora.nii.gz");
    files = filesOf(proposeRoles({tumour / "brats2013-pat0001"}));
    EXPECT_EQ(files.t1ce.filename(), "t1c.nii.gz");
    EXPECT_EQ(files.label.filename(), "seg.nii.gz");
    EXPECT_TRUE(filesOf(proposeRoles({tumour / "tcga-fg-6692/native"})).label.empty());
}

}  // namespace
}  // namespace metrisk::io
