#include "core/common/Error.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/NiftiDraft.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace metrisk::io {
namespace {

using testing::NiftiDraft;
using testing::TemporaryFolder;

/// Reading must end in an Input error whose sentence holds the words.
void expectRefused(const std::filesystem::path& path, const std::string& words)
{
    try {
        readVolume(path);
        ADD_FAILURE() << path << " was read, but should say: " << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find(words), std::string::npos) << error.what();
        EXPECT_FALSE(error.whatToDo().empty());
    }
}

TEST(NiftiRefusal, NamesAMissingFile)
{
    expectRefused("/no/such/file.nii.gz", "/no/such/file.nii.gz does not exist");
}

TEST(NiftiRefusal, NamesWhatIsNoImage)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "letter.nii", std::string(5000, 'x'));
    testing::writeText(folder / "empty.nii.gz", "");
    testing::writeCompressed(folder / "letter.nii.gz", "Dear colleague");
    for (const std::string name : {"letter.nii", "empty.nii.gz", "letter.nii.gz"})
        expectRefused(folder / name, name + " is not an image");
}

TEST(NiftiRefusal, SeesACutFileWhereverItIsCut)
{
    const TemporaryFolder folder;
    const auto plain = NiftiDraft({20, 20, 20}).bytes();
    for (const std::size_t kept : {353UL, 8000UL, plain.size() - 1}) {
        testing::writeText(folder / "cut.nii", plain.substr(0, kept));
        expectRefused(folder / "cut.nii", "cut short");
    }
    const auto compressed = testing::textOf(NiftiDraft({20, 20, 20}).writtenTo(folder / "whole.nii.gz"));
    for (std::size_t kept = compressed.size() / 2; kept < compressed.size(); kept += 97) {
        testing::writeText(folder / "cut.nii.gz", compressed.substr(0, kept));
        expectRefused(folder / "cut.nii.gz", "cut short");
    }
    testing::writeText(folder / "cut.nii.gz", compressed.substr(0, compressed.size() - 1));
    expectRefused(folder / "cut.nii.gz", "cut short");
}

TEST(NiftiRefusal, SeesAWholeGzipFileThatHoldsTooFewVoxels)
{
    const TemporaryFolder folder;
    testing::writeCompressed(folder / "short.nii.gz", NiftiDraft({20, 20, 20}).bytes().substr(0, 15000));
    expectRefused(folder / "short.nii.gz", "cut short");
}

TEST(NiftiRefusal, SeesAByteThatFlippedInsideACompressedFile)
{
    const TemporaryFolder folder;
    auto bytes = testing::textOf(NiftiDraft({20, 20, 20}).writtenTo(folder / "a.nii.gz"));
    bytes[bytes.size() - 6] = char(bytes[bytes.size() - 6] ^ 0x10);  // in the checksum itself
    testing::writeText(folder / "a.nii.gz", bytes);
    expectRefused(folder / "a.nii.gz", "damaged");
}

TEST(NiftiRefusal, NamesEachThingAHeaderCanGetWrong)
{
    const TemporaryFolder folder;
    const auto refused = [&](const NiftiDraft& draft, const std::string& words) {
        SCOPED_TRACE(words);
        expectRefused(draft.writtenTo(folder / "a.nii"), words);
        expectRefused(draft.writtenTo(folder / "a.nii.gz"), words);
    };
    const float nan = std::nanf("");
    refused(NiftiDraft().dimension(0, 2), "two-dimensional");
    refused(NiftiDraft().dimension(3, 1), "two-dimensional");
    refused(NiftiDraft({6, 5, 8}).dimension(0, 4).dimension(3, 4).dimension(4, 2),
            "holds 2 volumes (4D data)");
    refused(NiftiDraft().dimension(0, 0), "damaged");
    refused(NiftiDraft().dimension(0, 12), "damaged");
    refused(NiftiDraft().dimension(2, -5), "size of zero or less");
    refused(NiftiDraft().dimension(1, 30000).dimension(2, 30000).dimension(3, 30000), "no head");
    refused(NiftiDraft().dimension(1, 500).dimension(2, 500).dimension(3, 500), "cut short");
    for (const float mm : {0.0F, -1.0F, nan, INFINITY, 1e6F})
        refused(NiftiDraft().pixdim(2, mm), "which cannot be");
    refused(NiftiDraft().pixdim(2, 2.0F), "contradicts itself");
    refused(NiftiDraft().set(252, std::int16_t(0)).set(254, std::int16_t(0)), "patient's left");
    refused(NiftiDraft().set(108, 1e30F), "where the voxels begin");
    refused(NiftiDraft().set(72, std::int16_t(8)), "contradicts itself about the bytes");
    refused(NiftiDraft().set(345, 'i'), "(.hdr and .img)");
    Eigen::Matrix<float, 3, 4> sheared = Eigen::Matrix<float, 3, 4>::Identity(), lost = sheared;
    sheared(0, 1) = 0.01F;
    lost(1, 3) = nan;
    refused(NiftiDraft().rows(sheared), "sheared");
    refused(NiftiDraft().rows(lost), "not a number");
}

TEST(NiftiRefusal, NamesColourAndComplexVoxels)
{
    const TemporaryFolder folder;
    expectRefused(NiftiDraft().voxels(std::string(360, 'c'), 128, 24).writtenTo(folder / "rgb.nii"),
                  "colour");
    expectRefused(NiftiDraft().voxels(std::string(480, 'c'), 2304, 32).writtenTo(folder / "rgba.nii"),
                  "colour");
    expectRefused(NiftiDraft().voxels(std::string(960, 'c'), 32, 64).writtenTo(folder / "complex.nii"),
                  "complex");
    expectRefused(NiftiDraft().voxels(std::string(1920, 'c'), 1536, 128).writtenTo(folder / "long.nii"),
                  "type 1536");
}

TEST(NiftiRefusal, NamesAVolumeWithoutAnyMeasuredVoxel)
{
    const TemporaryFolder folder;
    const auto file =
        NiftiDraft().voxelsOf(std::vector<float>(120, std::nanf("")), 16).writtenTo(folder / "nan.nii");
    expectRefused(file, "all of them are NaN");
}

TEST(NiftiRefusal, BelievesNoHeaderOfRealBrokenFiles)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto robust = *data / "nifti-robust";
    expectRefused(robust / "nibabel/example4d.nii.gz", "holds 2 volumes");
    expectRefused(robust / "nibabel/example_nifti2.nii.gz", "holds 2 volumes");
    expectRefused(robust / "nibabel/nifti1.hdr", "(.hdr and .img)");
    expectRefused(robust / "nifti-reader-js/not-nifti.nii", "not an image");
    expectRefused(robust / "nifti-reader-js/5D_small.nii", "4D data");
    expectRefused(robust / "nifti-rs/complex/complex32.nii", "two-dimensional");
    expectRefused(robust / "nifti-rs/rgb/3D.nii", "colour");
    expectRefused(robust / "nifti-rs/minimal.nii", "patient's left");
    expectRefused(robust / "dipy/S0_10slices.nii.gz", "sheared");
    for (const auto& file : testing::manifestsIn(robust / "nifti-rs/fuzz_artifacts", ".nii"))
        expectRefused(file, "");
}

/// Whatever the bytes are: a volume or a sentence.
void expectVolumeOrSentence(const std::filesystem::path& path)
{
    try {
        const auto volume = readVolume(path).volume;
        EXPECT_EQ(volume.voxels().size(), volume.geometry().voxelCount());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input) << error.what();
    }
}

TEST(NiftiRefusal, EndsInAVolumeOrASentenceForThousandsOfDamagedFiles)
{
    const TemporaryFolder folder;
    const auto plain = NiftiDraft().bytes();
    const auto compressed = testing::textOf(NiftiDraft().writtenTo(folder / "a.nii.gz"));
    std::mt19937 random(20251122);
    for (int round = 0; round < 3000; ++round) {
        const bool zipped = round % 3 == 2;
        std::string bytes = zipped ? compressed : plain;
        const std::size_t reach = zipped ? bytes.size() : 352;
        for (int changes = 1 + int(random() % 4); changes > 0; --changes)
            bytes[random() % reach] = char(random() % 256);
        const auto file = folder / (zipped ? "b.nii.gz" : "b.nii");
        testing::writeText(file, bytes);
        SCOPED_TRACE(round);
        expectVolumeOrSentence(file);
    }
}

}  // namespace
}  // namespace metrisk::io
