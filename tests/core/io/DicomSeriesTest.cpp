#include "core/common/Error.h"
#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::DicomDraft;
using testing::TemporaryFolder;

constexpr const char* noData = "The real images are not on this machine.";

imaging::Volume smallHead(const std::string& codes = "LPS")
{
    phantom::Options options{.size = {32, 36, 30}, .spacingMm = 4.0, .axisCodes = codes};
    return phantom::t1ce(options);
}

void expectRefused(const fs::path& path, const std::string& words)
{
    try {
        readVolume(path);
        ADD_FAILURE() << path << " was read, but should say: " << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find(words), std::string::npos) << error.what();
    }
}

/// Both show the same values at the same places, however each is stored.
void expectSameWorld(const imaging::Volume& ours, const imaging::Volume& truth, double toleranceMm)
{
    const auto a = imaging::reorientedTo(ours, "RAS"), b = imaging::reorientedTo(truth, "RAS");
    EXPECT_TRUE(a.geometry().sharesGridWith(b.geometry(), toleranceMm))
        << a.geometry().patientFromVoxel.matrix() << "\n" << b.geometry().patientFromVoxel.matrix();
    ASSERT_EQ(a.voxels().size(), b.voxels().size());
    double worst = 0.0;  // scaled intensities may be rounded in another place
    for (std::size_t i = 0; i < a.voxels().size(); ++i)
        worst = std::max(worst, double(std::abs(a.voxels()[i] - b.voxels()[i])));
    EXPECT_LT(worst, 1e-3 + 1e-6 * *std::max_element(b.voxels().begin(), b.voxels().end()));
}

TEST(DicomSeries, ReadsASeriesToItsPlaceInThePatientWhateverItsFilesAreCalled)
{
    for (const std::string codes : {"LPS", "RAS", "PSR", "LSA"}) {
        const TemporaryFolder folder;
        const auto head = smallHead(codes);
        DicomDraft().write(head, folder / "series");
        const auto loaded = readVolume(folder / "series");
        expectSameWorld(loaded.volume, head, 1e-3);
        EXPECT_EQ(loaded.patientId, "P1");
        EXPECT_EQ(loaded.patientName, "Doe Jane");
        EXPECT_EQ(loaded.birthDate, "1961-02-03");
        EXPECT_EQ(loaded.studyDate, "2024-05-17");
    }
}

TEST(DicomSeries, KeepsTheSidesThroughAll48AxisCodesFromDicomToNiftiAndBack)
{
    const phantom::Options ras{.size = {16, 18, 15}, .spacingMm = 8.0};
    const auto truth = phantom::t1ce(ras);
    for (const auto& codes : phantom::all48AxisCodes()) {
        SCOPED_TRACE(codes);
        const TemporaryFolder folder;
        DicomDraft().write(phantom::t1ce(phantom::storedAs(codes, ras)), folder / "series");
        const auto fromDicom = readVolume(folder / "series").volume;
        expectSameWorld(fromDicom, truth, 1e-3);
        writeVolume(fromDicom, folder / "a.nii.gz");
        const auto fromNifti = readVolume(folder / "a.nii.gz").volume;
        expectSameWorld(fromNifti, truth, 1e-3);
        DicomDraft{.seriesUid = "1.2.3.8"}.write(fromNifti, folder / "again");
        expectSameWorld(readVolume(folder / "again").volume, truth, 1e-3);
    }
}

TEST(DicomSeries, TakesOneFileForTheWholeOfItsSeries)
{
    const TemporaryFolder folder;
    const auto head = smallHead();
    auto other = head.voxels();
    for (float& value : other)
        value = 900 - value;
    const auto files = DicomDraft().write(head, folder.path());
    const auto others = DicomDraft{.seriesUid = "1.2.826.0.1.3680043.8.498.2", .filePrefix = "other"}.write(
        {head.geometry(), other}, folder.path());
    expectRefused(folder.path(), "holds 2 DICOM series");
    expectSameWorld(readVolume(files[7]).volume, head, 1e-3);
    EXPECT_EQ(imaging::reorientedTo(readVolume(others[3]).volume, "LPS").voxels(), other);
}

TEST(DicomSeries, NamesMissingSlices)
{
    const TemporaryFolder folder;
    const auto files = DicomDraft().write(smallHead(), folder.path());
    fs::remove(files[12]);
    expectRefused(folder.path(), "lacks slices: after slice 12 comes a gap of 8.0 mm instead of 4.0 mm");
}

TEST(DicomSeries, RefusesSeveralImagesOfOnePlace)
{
    const TemporaryFolder folder;
    const auto head = smallHead();
    auto later = head.voxels();
    later[later.size() / 2] += 1;  // one voxel of another time point
    DicomDraft().write(head, folder.path());
    DicomDraft{.filePrefix = "later"}.write({head.geometry(), later}, folder.path());
    expectRefused(folder.path(), "several images of the same place");
}

TEST(DicomSeries, LeavesOutAnExactCopyOfASliceAndSaysSo)
{
    const TemporaryFolder folder;
    const auto head = smallHead();
    const auto files = DicomDraft().write(head, folder.path());
    fs::copy(files[4], folder / "copy.dcm");
    const auto loaded = readVolume(folder.path());
    expectSameWorld(loaded.volume, head, 1e-3);
    ASSERT_EQ(loaded.notes.size(), 1U);
    EXPECT_NE(loaded.notes[0].find("exact copies"), std::string::npos);
}

TEST(DicomSeries, RefusesASingleSliceAndAFolderWithoutImages)
{
    const TemporaryFolder folder;
    const auto files = DicomDraft().write(smallHead(), folder / "a");
    fs::create_directories(folder / "b");
    fs::copy(files[4], folder / "b/only.dcm");
    expectRefused(folder / "b", "single two-dimensional image");
    fs::create_directories(folder / "c");
    testing::writeText(folder / "c/readme.txt", "no image");
    expectRefused(folder / "c", "holds no DICOM images");
}

TEST(DicomSeries, RefusesATiltedGantryAndUnevenSpacing)
{
    const TemporaryFolder folder;
    auto tilted = smallHead();
    auto geometry = tilted.geometry();
    geometry.patientFromVoxel.linear().col(2).y() += 1.0;  // 14 degrees
    // Slices keep their own direction and are shifted against each other.
    const auto files = DicomDraft().write({geometry, tilted.voxels()}, folder / "tilt");
    expectRefused(folder / "tilt", "tilted gantry");

    const auto even = DicomDraft().write(smallHead(), folder / "uneven");
    for (const int slice : {29})
        fs::remove(even[std::size_t(slice)]);
    auto shifted = smallHead().geometry();
    shifted.patientFromVoxel.translation() += Eigen::Vector3d(0, 0, 1.3);
    const auto whole =
        DicomDraft{.filePrefix = "late"}.write({shifted, smallHead().voxels()}, folder / "late");
    fs::copy(whole[29], folder / "uneven/late.dcm");
    expectRefused(folder / "uneven", "unevenly spaced");
}

TEST(DicomSeries, RefusesACutFileWhereverItIsCut)
{
    const TemporaryFolder folder;
    const auto files = DicomDraft().write(smallHead(), folder.path());
    const auto bytes = testing::textOf(files[3]);
    // In the pixels, and at every even place before them: some lie exactly between two elements.
    std::vector<std::size_t> cuts{1, 700};
    for (std::size_t lost = 2300; lost < 2420; lost += 2)
        cuts.push_back(lost);
    for (const std::size_t lost : cuts) {
        testing::writeText(files[3], bytes.substr(0, bytes.size() - lost));
        expectRefused(folder.path(), files[3].filename().string() + " is cut short or damaged");
    }
}

TEST(DicomSeries, NamesRadiotherapyObjectsAndSegmentationsForWhatTheyAre)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << noData;
    expectRefused(*data / "dicom-robust/pydicom/rtdose.dcm", "radiotherapy object");
    expectRefused(*data / "dicom-seg-rt/dcmqi/liver.dcm", "segmentation");
}

TEST(DicomSeries, StopsBetweenSlicesWhenTheUserCancels)
{
    const TemporaryFolder folder;
    DicomDraft().write(smallHead(), folder.path());
    std::stop_source stop;
    int reports = 0;
    const Job job(stop.get_token(), [&](const Progress&) {
        if (++reports == 5)
            stop.request_stop();
    });
    EXPECT_THROW(readVolume(folder.path(), job), Cancelled);
}

TEST(DicomSeries, AgreesWithTheGroundTruthOfRealSeries)
{
    const auto data = testing::realDataFolder();
    const auto robust = data ? *data / "dicom-robust/dicom2nifti" : fs::path();
    if (!fs::is_directory(robust))
        GTEST_SKIP() << noData;
    for (const std::string name :
         {"generic/anatomical/002_non_isotropic", "generic/compressed_jpegls/001", "ge/anatomical/001",
          "philips_enhanced/anatomical/001", "siemens_multiframe/anatomical/001"}) {
        SCOPED_TRACE(name);
        expectSameWorld(readVolume(robust / name).volume,
                        readVolume(robust / (name + "_ground_truth.nii.gz")).volume, 0.02);
    }
}

TEST(DicomSeries, ReadsTheSameVoxelsFromEveryCompression)
{
    const auto data = testing::realDataFolder();
    const auto generic = data ? *data / "dicom-robust/dicom2nifti/generic" : fs::path();
    if (!fs::is_directory(generic))
        GTEST_SKIP() << noData;
    const auto truth = readVolume(generic / "compressed_jpegls/001_ground_truth.nii.gz").volume;
    for (const std::string name : {"compressed_jpegls", "compressed_j2k", "compressed_jpeg", "compressed_rle"}) {
        SCOPED_TRACE(name);
        expectSameWorld(readVolume(generic / name / "001").volume, truth, 0.02);
    }
}

TEST(DicomSeries, ReadsAWholeRealHeadWhereItsReferenceLies)
{
    const auto data = testing::realDataFolder();
    if (!data || !fs::is_directory(*data / "head/philips-t1-dicom"))
        GTEST_SKIP() << noData;
    const auto head = readVolume(*data / "head/philips-t1-dicom").volume;
    EXPECT_EQ(head.geometry().voxelCount(), std::size_t(256) * 256 * 170);
    EXPECT_LT((head.geometry().spacingMm() - Eigen::Vector3d(1, 1, 1)).norm(), 0.01);
    // The brain of the same scan, cut out by others: intensities agree in the patient's space.
    const auto brain = readVolume(*data / "head/philips-t1-reference/brain_hdbet_1mm_cropped.nii.gz").volume;
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0, n = 0;
    for (int z = 0; z < brain.size()[2]; z += 2)
        for (int y = 0; y < brain.size()[1]; y += 2)
            for (int x = 0; x < brain.size()[0]; x += 2) {
                const auto at = head.geometry().voxelAt(brain.geometry().patientAt({x, y, z}));
                const imaging::Index3 voxel{int(std::lround(at.x())), int(std::lround(at.y())),
                                            int(std::lround(at.z()))};
                const double b = brain.at(x, y, z);
                if (b <= 0 || !head.geometry().contains(voxel))
                    continue;
                const double a = head.at(voxel);
                sa += a, sb += b, saa += a * a, sbb += b * b, sab += a * b, ++n;
            }
    const double correlation = (n * sab - sa * sb) / std::sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
    EXPECT_GT(correlation, 0.93);
}

TEST(DicomSeries, RefusesRealSeriesThatFormNoVolume)
{
    const auto data = testing::realDataFolder();
    const auto failing = data ? *data / "dicom-robust/dicom2nifti/failing" : fs::path();
    if (!fs::is_directory(failing))
        GTEST_SKIP() << noData;
    expectRefused(failing / "gantrytilting/001", "tilted gantry");
    expectRefused(failing / "sliceincrement/001", "lacks slices");
}

TEST(DicomSeries, EndsInAVolumeOrASentenceForEveryOddRealFile)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << noData;
    for (const std::string folder : {"dicom-robust", "dicom-seg-rt"})
        for (const auto& entry : fs::recursive_directory_iterator(*data / folder)) {
            if (!entry.is_regular_file())
                continue;
            SCOPED_TRACE(entry.path());
            try {
                EXPECT_FALSE(readVolume(entry.path()).volume.empty());
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), Error::Kind::Input) << error.what();
            }
        }
}

}  // namespace
}  // namespace metrisk::io
