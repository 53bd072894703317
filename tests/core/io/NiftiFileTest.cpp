#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/NiftiDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <itkImageFileReader.h>
#include <itkNiftiImageIO.h>

#include <gtest/gtest.h>

#include <limits>

namespace metrisk::io {
namespace {

using testing::NiftiDraft;

/// The same file as ITK's own NIfTI reader sees it: an independent opinion.
imaging::Volume readByItk(const std::filesystem::path& path)
{
    using Image = itk::Image<float, 3>;
    auto reader = itk::ImageFileReader<Image>::New();
    reader->SetImageIO(itk::NiftiImageIO::New());
    reader->SetFileName(path.string());
    reader->Update();
    const Image& image = *reader->GetOutput();
    imaging::ImageGeometry geometry;
    for (unsigned axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = int(image.GetLargestPossibleRegion().GetSize()[axis]);
        geometry.patientFromVoxel(axis, 3) = image.GetOrigin()[axis];
        for (unsigned row = 0; row < 3; ++row)
            geometry.patientFromVoxel(row, axis) = image.GetDirection()(row, axis) * image.GetSpacing()[axis];
    }
    const float* first = image.GetBufferPointer();
    return {geometry, {first, first + geometry.voxelCount()}};
}

TEST(NiftiFile, KeepsThePlaceOfEveryVoxelForAll48AxisCodes)
{
    const testing::TemporaryFolder folder;
    const auto reference = phantom::t1ce();
    for (const auto& codes : phantom::all48AxisCodes()) {
        const auto file = folder / (codes + (codes[0] == 'R' ? ".nii.gz" : ".nii"));
        writeVolume(phantom::t1ce(phantom::storedAs(codes)), file);
        const auto read = readVolume(file).volume;
        EXPECT_EQ(read.geometry().axisCodes(), codes);
        const auto back = imaging::reorientedTo(read, "RAS");
        EXPECT_TRUE(back.geometry().sharesGridWith(reference.geometry(), 1e-3)) << codes;
        EXPECT_EQ(back.voxels(), reference.voxels()) << codes;
    }
}

TEST(NiftiFile, AgreesWithItkOnAnObliqueVolumeWithAnIsotropicGrid)
{
    const testing::TemporaryFolder folder;
    auto geometry = phantom::geometry({.size = {20, 24, 22}, .spacingMm = 2.5, .axisCodes = "PIR"});
    geometry.patientFromVoxel = Eigen::Translation3d(12, -7, 3) *
                                Eigen::AngleAxisd(0.4, Eigen::Vector3d(1, -2, 0.5).normalized()) *
                                geometry.patientFromVoxel;
    std::vector<float> values(geometry.voxelCount());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = float(i) * 0.37F;
    writeVolume({geometry, values}, folder / "oblique.nii");
    const auto ours = readVolume(folder / "oblique.nii").volume;
    const auto theirs = readByItk(folder / "oblique.nii");
    EXPECT_TRUE(ours.geometry().sharesGridWith(geometry, 1e-3));
    EXPECT_TRUE(ours.geometry().sharesGridWith(theirs.geometry(), 1e-3));
    EXPECT_EQ(ours.voxels(), values);
    EXPECT_EQ(theirs.voxels(), values);
}

template <class Number>
void expectReadsType(int datatype, const std::filesystem::path& folder)
{
    std::vector<Number> values(2 * 3 * 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] =
            Number(Number(i) * Number(7) - (std::numeric_limits<Number>::is_signed ? Number(20) : Number(0)));
    const auto file = NiftiDraft({2, 3, 2}).voxelsOf(values, datatype).writtenTo(folder / "typed.nii");
    EXPECT_EQ(readVolume(file).volume.voxels(), std::vector<float>(values.begin(), values.end())) << datatype;
}

TEST(NiftiFile, ReadsEveryPlainNumberType)
{
    const testing::TemporaryFolder folder;
    expectReadsType<std::uint8_t>(2, folder.path());
    expectReadsType<std::int8_t>(256, folder.path());
    expectReadsType<std::int16_t>(4, folder.path());
    expectReadsType<std::uint16_t>(512, folder.path());
    expectReadsType<std::int32_t>(8, folder.path());
    expectReadsType<std::uint32_t>(768, folder.path());
    expectReadsType<std::int64_t>(1024, folder.path());
    expectReadsType<std::uint64_t>(1280, folder.path());
    expectReadsType<float>(16, folder.path());
    expectReadsType<double>(64, folder.path());
}

TEST(NiftiFile, AppliesSlopeAndInterceptAndIgnoresASlopeOfZero)
{
    const testing::TemporaryFolder folder;
    auto draft = NiftiDraft().set(112, 0.5F).set(116, -3.0F);
    EXPECT_FLOAT_EQ(readVolume(draft.writtenTo(folder / "a.nii")).volume.voxels()[10], 2.0F);
    draft.set(112, 0.0F);
    EXPECT_FLOAT_EQ(readVolume(draft.writtenTo(folder / "b.nii")).volume.voxels()[10], 10.0F);
}

TEST(NiftiFile, TakesASingletonFourthDimensionForWhatItIs)
{
    const testing::TemporaryFolder folder;
    const auto file = NiftiDraft().dimension(0, 4).writtenTo(folder / "a.nii.gz");
    EXPECT_EQ(readVolume(file).volume.size(), (imaging::Index3{6, 5, 4}));
}

TEST(NiftiFile, FollowsTheSformAndSaysSoWhenTheQformDisagrees)
{
    const testing::TemporaryFolder folder;
    Eigen::Matrix<float, 3, 4> rows = Eigen::Matrix<float, 3, 4>::Identity();
    rows(0, 0) = -1;
    const auto loaded = readVolume(NiftiDraft().rows(rows).writtenTo(folder / "a.nii"));
    EXPECT_EQ(loaded.volume.geometry().axisCodes(), "LAS");
    ASSERT_EQ(loaded.notes.size(), 1U);
    EXPECT_NE(loaded.notes.front().find("LAS and RAS"), std::string::npos);
    EXPECT_TRUE(readVolume(NiftiDraft().writtenTo(folder / "b.nii")).notes.empty());
}

TEST(NiftiFile, ReadsLengthsInTheUnitTheHeaderNames)
{
    const testing::TemporaryFolder folder;
    auto draft = NiftiDraft().set(123, std::uint8_t(1));  // metres
    Eigen::Matrix<float, 3, 4> rows = Eigen::Matrix<float, 3, 4>::Identity() * 0.002F;
    draft.rows(rows).pixdim(1, 0.002F).pixdim(2, 0.002F).pixdim(3, 0.002F);
    EXPECT_NEAR(readVolume(draft.writtenTo(folder / "a.nii")).volume.geometry().spacingMm().x(), 2.0, 1e-5);
}

TEST(NiftiFile, SetsNanToZeroAndInfinityToTheLargestFloatWithANote)
{
    const testing::TemporaryFolder folder;
    std::vector<float> values(120, 3.0F);
    values[5] = NAN;
    values[6] = INFINITY;
    values[7] = -INFINITY;
    const auto loaded = readVolume(NiftiDraft().voxelsOf(values, 16).writtenTo(folder / "nan.nii"));
    EXPECT_EQ(loaded.volume.voxels()[5], 0.0F);
    EXPECT_EQ(loaded.volume.voxels()[6], std::numeric_limits<float>::max());
    EXPECT_EQ(loaded.volume.voxels()[7], std::numeric_limits<float>::lowest());
    ASSERT_EQ(loaded.notes.size(), 1U);
    EXPECT_NE(loaded.notes.front().find("3 of 120 voxels"), std::string::npos) << loaded.notes.front();
}

TEST(NiftiFile, ReadsTheOtherByteOrderAndTheSecondVersionOfTheFormat)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto robust = *data / "nifti-robust";
    const auto anatomical = readVolume(robust / "nibabel/anatomical.nii").volume;  // big-endian
    const auto byItk = readByItk(robust / "nibabel/anatomical.nii");
    EXPECT_EQ(anatomical.voxels(), byItk.voxels());
    EXPECT_TRUE(anatomical.geometry().sharesGridWith(byItk.geometry(), 1e-3));
    EXPECT_EQ(readVolume(robust / "nibabel/resampled_anat_moved.nii").notes.size(), 1U);  // 153 NaN
}

TEST(NiftiFile, ShowsOneWorldImageForAllTwelveStorageOrders)
{
    const auto data = testing::realDataFolder();
    const auto folder = data ? *data / "nifti-robust/orientations" : std::filesystem::path();
    if (!std::filesystem::is_directory(folder))
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto files = testing::manifestsIn(folder, ".nii.gz");
    ASSERT_EQ(files.size(), 12U);
    const auto first = imaging::reorientedTo(readVolume(files.front()).volume, "RAS");
    for (const auto& file : files) {
        const auto head = imaging::reorientedTo(readVolume(file).volume, "RAS");
        EXPECT_TRUE(head.geometry().sharesGridWith(first.geometry(), 0.05)) << file;
        EXPECT_EQ(head.voxels(), first.voxels()) << file;
        EXPECT_EQ(readVolume(file).volume.geometry().axisCodes() + ".nii.gz", file.filename().string());
        EXPECT_TRUE(readVolume(file).volume.geometry().sharesGridWith(readByItk(file).geometry(), 0.01))
            << file;
    }
}

TEST(NiftiFile, AgreesWithItkOnEveryRealTumourImage)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    for (const std::string name :
         {"tumour/brats-met-00110-000/BraTS-MET-00110-000-t1c.nii.gz", "tumour/brats2013-pat0001/seg.nii.gz",
          "tumour/tcga-fg-6692/native/flair.nii.gz", "head/chris/chris_pd.nii.gz"}) {
        const auto ours = readVolume(*data / name).volume;
        const auto theirs = readByItk(*data / name);
        EXPECT_TRUE(ours.geometry().sharesGridWith(theirs.geometry(), 0.01)) << name;
        EXPECT_EQ(ours.voxels(), theirs.voxels()) << name;
    }
}

TEST(NiftiFile, PutsNearlyRightAnglesRightAndSaysSo)
{
    const testing::TemporaryFolder folder;
    Eigen::Matrix<float, 3, 4> rows = Eigen::Matrix<float, 3, 4>::Identity();
    rows(0, 1) = 0.0008F;  // 0.05 degrees: ITK refuses this
    const auto loaded = readVolume(testing::NiftiDraft({60, 50, 40}).rows(rows).set(252, std::int16_t(0)).writtenTo(folder / "a.nii"));
    Eigen::Matrix3d axes = loaded.volume.geometry().patientFromVoxel.linear();
    EXPECT_LT((axes.transpose() * axes - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff(), 1e-6);
    ASSERT_EQ(loaded.notes.size(), 1U);
    EXPECT_NE(loaded.notes[0].find("right angles"), std::string::npos);
    // The middle stays where it was: 24.5 voxels along y lean by 0.0008.
    EXPECT_LT((loaded.volume.geometry().patientFromVoxel * Eigen::Vector3d(29.5, 24.5, 19.5) -
               Eigen::Vector3d(-29.5 - 24.5 * 0.0008, -24.5, 19.5)).norm(), 1e-5);
}

TEST(NiftiFile, UsesTheQformWhereTheSformIsEmptyAndSaysSo)
{
    const testing::TemporaryFolder folder;
    const auto loaded = readVolume(
        testing::NiftiDraft().rows(Eigen::Matrix<float, 3, 4>::Zero()).writtenTo(folder / "a.nii"));
    EXPECT_EQ(loaded.volume.geometry().axisCodes(), "RAS");
    ASSERT_EQ(loaded.notes.size(), 1U);
    EXPECT_NE(loaded.notes[0].find("sform of a.nii is empty"), std::string::npos);
}

}  // namespace
}  // namespace metrisk::io
