#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/io/LabelConvention.h"
#include "core/io/Study.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/interop/DicomObjectDraft.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/core/io/NiftiDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::io {
namespace {

using testing::TemporaryFolder;

StudyFiles writtenStudy(const TemporaryFolder& folder)
{
    const StudyFiles files{folder / "p7_t1ce.nii.gz", folder / "p7_flair.nii.gz", folder / "p7_seg.nii.gz"};
    writeVolume(phantom::t1ce(), files.t1ce);
    writeVolume(phantom::flair(), files.flair);
    writeLabelMap(phantom::label(), files.label);
    return files;
}

void expectRefused(const StudyFiles& files, const std::string& words)
{
    try {
        loadStudy(files);
        ADD_FAILURE() << "was loaded, but should say: " << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find(words), std::string::npos) << error.what();
    }
}

TEST(StudyLoader, ReadsThreeFilesAndSaysWhatItRead)
{
    const TemporaryFolder folder;
    const auto files = writtenStudy(folder);
    const auto study = loadStudy(files);
    EXPECT_EQ(study.patient.id, "p7");
    EXPECT_EQ(study.t1ce.voxels(), phantom::t1ce().voxels());
    EXPECT_EQ(study.flair.voxels(), phantom::flair().voxels());
    EXPECT_EQ(study.label.voxels(), phantom::label().voxels());
    EXPECT_TRUE(study.notes.empty());
    ASSERT_EQ(study.inputs.size(), 3U);
    EXPECT_EQ(study.inputs[1].role, Role::Flair);
    EXPECT_EQ(study.inputs[1].path, files.flair);
    EXPECT_EQ(study.inputs[1].sha256, common::sha256OfPath(files.flair));
    EXPECT_EQ(study.inputs[1].description, "64×72×60 · 2.0×2.0×2.0 mm · RAS");
}

TEST(StudyLoader, ReadsAStudyWithoutLabelAndSaysThatItHasNone)
{
    const TemporaryFolder folder;
    auto files = writtenStudy(folder);
    files.label.clear();
    const auto study = loadStudy(files);
    EXPECT_TRUE(study.label.empty());
    EXPECT_EQ(study.flair.voxels(), phantom::flair().voxels());
    ASSERT_EQ(study.inputs.size(), 2U);
    EXPECT_EQ(study.inputs[1].role, Role::Flair);
    EXPECT_FALSE(loadStudy(writtenStudy(folder)).label.empty());
}

TEST(StudyLoader, NamesAMissingRoleAndAMissingFile)
{
    const TemporaryFolder folder;
    auto files = writtenStudy(folder);
    files.flair.clear();
    expectRefused(files, "The FLAIR is missing");
    files.flair = folder / "gone.nii.gz";
    expectRefused(files, "The FLAIR does not exist");
}

TEST(StudyLoader, RefusesOneImageInTwoRolesAndAnEmptyImage)
{
    const TemporaryFolder folder;
    auto files = writtenStudy(folder);
    std::filesystem::copy(files.t1ce, folder / "p7_copy_flair.nii.gz");
    files.flair = folder / "p7_copy_flair.nii.gz";
    expectRefused(files, "same image is chosen as T1-CE and as FLAIR");
    writeVolume({phantom::geometry({}), std::vector<float>(phantom::geometry({}).voxelCount(), 0.0F)},
                files.flair);
    expectRefused(files, "The FLAIR is empty: every voxel is 0");
}

TEST(StudyLoader, RefusesVolumesOfDifferentPatients)
{
    const TemporaryFolder folder;
    auto files = writtenStudy(folder);
    files.flair = folder / "p8_flair.nii.gz";
    writeVolume(phantom::flair(), files.flair);
    expectRefused(files, "different patients: p7 and p8");
}

TEST(StudyLoader, TakesThePatientFromDicomAndRefusesAnother)
{
    const TemporaryFolder folder;
    auto files = writtenStudy(folder);
    files.t1ce = folder / "t1";
    files.flair = folder / "flair";
    testing::DicomDraft draft;
    draft.write(phantom::t1ce({.axisCodes = "LPS"}), files.t1ce);
    draft.write(phantom::flair({.axisCodes = "LPS"}), files.flair);
    const auto study = loadStudy(files);
    EXPECT_EQ(study.patient, (PatientIdentity{"P1", "Doe Jane", "1961-02-03", "2024-05-17"}));
    EXPECT_EQ(study.inputs[0].sha256, common::sha256OfPath(files.t1ce));
    draft.tags["0010|0020"] = "P2";
    draft.write(phantom::flair({.axisCodes = "LPS"}), files.flair);
    expectRefused(files, "different patients: P1 and P2");
}

imaging::Volume labelled(const std::vector<float>& values)
{
    return {imaging::ImageGeometry{{int(values.size()), 1, 1}, Eigen::Affine3d::Identity()}, values};
}

TEST(LabelConvention, TakesZeroOneTwoForOurs)
{
    const auto read = labelsFrom(labelled({0, 1, 2, 1.0004F}), "x");
    EXPECT_EQ(read.labels.voxels(), (std::vector<std::uint8_t>{0, 1, 2, 1}));
    EXPECT_TRUE(read.notes.empty());
}

TEST(LabelConvention, MapsBothBratsNumberingsVisibly)
{
    const auto newer = labelsFrom(labelled({0, 1, 2, 3}), "x.nii");
    EXPECT_EQ(newer.labels.voxels(), (std::vector<std::uint8_t>{0, 2, 1, 2}));
    ASSERT_EQ(newer.notes.size(), 1U);
    EXPECT_EQ(newer.notes.front(),
              "x.nii uses BraTS labels: 1 (necrosis), 3 (enhancing) are read as metastasis core "
              "and 2 (oedema) as oedema.");
    EXPECT_EQ(labelsFrom(labelled({0, 1, 2, 4}), "x").labels.voxels(),
              (std::vector<std::uint8_t>{0, 2, 1, 2}));
    EXPECT_EQ(labelsFrom(labelled({4, 3}), "x").labels.voxels(), (std::vector<std::uint8_t>{2, 2}));
}

TEST(LabelConvention, NamesForeignValues)
{
    for (const auto& [value, text] : std::vector<std::pair<float, std::string>>{
             {5, "5"}, {255, "255"}, {-1, "-1"}, {1.5F, "1.5"}, {1e30F, "1e+30"}})
        try {
            labelsFrom(labelled({0, 1, value}), "x.nii");
            ADD_FAILURE() << value << " was taken for a label";
        } catch (const Error& error) {
            EXPECT_NE(error.whatHappened().find("holds the values " + text + "."), std::string::npos)
                << error.what();
        }
}

TEST(LabelConvention, GivesTheDocumentedVolumesOfRealBratsLabels)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto folder = *data / "tumour/brats-gli-00001-000";
    const auto labels = labelsFrom(readVolume(folder / "auto-seg-brats23.nii.gz").volume, "seg").labels;
    const auto count = [&](std::uint8_t value) {
        return std::count(labels.voxels().begin(), labels.voxels().end(), value) / 1000.0;
    };
    EXPECT_NEAR(count(imaging::Oedema), 88.0, 0.1);
    EXPECT_NEAR(count(imaging::Core), 17.9 + 23.3, 0.1);
    const auto study =
        loadStudy({folder / "BraTS-GLI-00001-000-t1c.nii.gz", folder / "BraTS-GLI-00001-000-t2f.nii.gz",
                   folder / "auto-seg-brats23.nii.gz"});
    EXPECT_EQ(study.patient.id, "BraTS-GLI-00001-000");
}

const phantom::Options small{.size = {32, 36, 30}, .spacingMm = 4.0, .axisCodes = "LPS"};

/// T1-CE as DICOM, FLAIR as NIfTI, the phantom's label as a DICOM segmentation in a frame of reference.
StudyFiles drawnStudy(const TemporaryFolder& folder, const std::string& frameOfReference)
{
    const StudyFiles files{folder / "t1", folder / "flair.nii.gz", folder / "seg.dcm"};
    testing::DicomDraft draft;
    draft.tags["0020|0052"] = "1.2.3.9";
    draft.write(phantom::t1ce(small), files.t1ce);
    writeVolume(phantom::flair(small), files.flair);
    const auto label = phantom::label(small);
    std::vector<testing::SegmentFrame> frames;
    for (const int value : {imaging::Core, imaging::Oedema})
        for (int z = 0; z < 30; ++z) {
            testing::SegmentFrame frame{value == imaging::Core ? 1 : 2, z, {}};
            for (std::size_t i = label.offset(0, 0, z); i < label.offset(0, 0, z + 1); ++i)
                frame.mask.push_back(label.voxels()[i] == value);
            if (std::count(frame.mask.begin(), frame.mask.end(), 1) > 0)
                frames.push_back(frame);
        }
    testing::SegmentationDraft{.labels = {"GTV", "Oedema"}, .frameOfReference = frameOfReference}.write(label.geometry(), frames, files.label);
    return files;
}

TEST(StudyLoader, BringsADrawnLabelOntoTheT1ceAndSaysWhatWasReadAsWhat)
{
    const TemporaryFolder folder;
    const auto files = drawnStudy(folder, "1.2.3.9");
    const auto study = loadStudy(files);
    EXPECT_TRUE(study.label.geometry().sharesGridWith(study.t1ce.geometry()));
    EXPECT_EQ(study.label.voxels(), phantom::label(small).voxels());
    ASSERT_EQ(study.notes.size(), 1U);
    EXPECT_EQ(study.notes[0], "seg.dcm: \"GTV\" is read as metastasis core; \"Oedema\" is read as oedema.");
    EXPECT_EQ(study.inputs[2].sha256, common::sha256OfPath(files.label));
    // On a T1-CE that names no frame of reference nobody can tell whether it fits: the reader is told.
    writeVolume(phantom::t1ce(small), folder / "t1.nii.gz");
    const auto unknown = loadStudy({folder / "t1.nii.gz", files.flair, files.label});
    EXPECT_NE(unknown.notes[1].find("cannot be told"), std::string::npos);
}

TEST(StudyLoader, RefusesALabelThatWasDrawnInAnotherFrameOfReference)
{
    const TemporaryFolder folder;
    expectRefused(drawnStudy(folder, "1.2.3.10"), "another frame of reference");
}

}  // namespace
}  // namespace metrisk::io
