// Series as they come out of the world: each oddity is read right or refused by its name.
#include "core/common/Error.h"
#include "core/io/StudyIndex.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/interop/DicomEdit.h"
#include "tests/core/interop/DicomObjectDraft.h"
#include "tests/support/TestFiles.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::smoothWords;
using testing::TemporaryFolder;
using Change = std::function<void(DcmDataset&, int)>;

constexpr int slices = 4;
constexpr const char* explicitLittle = "1.2.840.10008.1.2.1";

Change putting(const DcmTagKey& tag, const std::string& text)
{
    return [=](DcmDataset& data, int) { data.putAndInsertString(tag, text.c_str()); };
}

/// A maker's own element: a number, or else a text.
void putPrivate(DcmDataset& data, Uint16 group, const char* maker, Uint16 element, const std::string& text)
{
    data.putAndInsertString(DcmTag(group, 0x10, EVR_LO), maker);
    data.putAndInsertString(DcmTag(group, Uint16(0x1000 | element), EVR_LO), text.c_str());
}

void putPrivate(DcmDataset& data, Uint16 group, const char* maker, Uint16 element, Uint16 number)
{
    data.putAndInsertString(DcmTag(group, 0x10, EVR_LO), maker);
    data.putAndInsertUint16(DcmTag(group, Uint16(0x1000 | element), EVR_US), number);
}

/// A classic series of four slices, each changed.
class OddSeries {
public:
    explicit OddSeries(const Change& change, const std::string& syntax = explicitLittle)
    {
        for (int z = 0; z < slices; ++z) {
            files.push_back(testing::writeSlice(truth, z, syntax, folder / fmt::format("{}.dcm", z)));
            testing::editDicom(files.back(), [&](DcmDataset& data) { change(data, z); });
        }
    }

    StudyIndex look() const { return lookInto({folder.path()}, {.readVoxels = true}); }

    void expectRefused(const std::string& words) const
    {
        for (const auto& file : look().files) {
            EXPECT_EQ(file.verdict, Verdict::Refused) << file.reason;
            EXPECT_NE(file.reason.find(words), std::string::npos) << file.reason;
        }
    }

    void expectKeptOut(const std::string& words) const
    {
        for (const auto& file : look().files) {
            EXPECT_EQ(file.verdict, Verdict::Ignored) << file.reason;
            EXPECT_NE(file.reason.find(words), std::string::npos) << file.reason;
        }
    }

    void expectRead(const std::string& note = {}) const
    {
        const auto index = look();
        ASSERT_EQ(index.series.size(), 1U);
        ASSERT_TRUE(index.series[0].usable) << index.series[0].reason;
        const auto loaded = readVolume(index.series[0].path);
        EXPECT_TRUE(std::equal(loaded.volume.voxels().begin(), loaded.volume.voxels().end(), truth.voxels().begin()));
        EXPECT_LT((loaded.volume.geometry().spacingMm() - truth.geometry().spacingMm()).norm(), 1e-6);
        const auto& notes = index.series[0].notes;
        const auto said = [&](const std::string& text) { return text.find(note) != std::string::npos; };
        EXPECT_TRUE(note.empty() || std::any_of(notes.begin(), notes.end(), said)) << note;
        EXPECT_EQ(notes.empty(), note.empty());
    }

    const testing::Words truth = smoothWords(slices);
    const TemporaryFolder folder;
    std::vector<fs::path> files;
};

/// The table of a scanner's names and numbers, with one entry.
std::string csaTable(const std::string& slicesInPicture)
{
    std::string table("SV10\4\3\2\1\1\0\0\0\x4d\0\0\0NumberOfImagesInMosaic", 38);
    table.resize(16 + 64 + 20 + 16);  // name, facts and the lengths of the first value
    return table + slicesInPicture + std::string(8, '\0');
}

Change csa(const std::string& slicesInPicture)
{
    return [=](DcmDataset& data, int) {
        const auto table = csaTable(slicesInPicture);
        data.putAndInsertString(DcmTag(0x0029, 0x10, EVR_LO), "SIEMENS CSA HEADER");
        data.putAndInsertUint8Array(DcmTag(0x0029, 0x1010, EVR_OB), reinterpret_cast<const Uint8*>(table.data()), table.size());
    };
}

TEST(OddSeries, RefusesAMosaicWhicheverOfItsMarksIsLeft)
{
    constexpr const char* maker = "SIEMENS MR HEADER";
    OddSeries(putting(DCM_ImageType, "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC")).expectRefused("is a mosaic");
    OddSeries([](DcmDataset& data, int) { putPrivate(data, 0x0019, maker, 0x0A, Uint16(25)); }).expectRefused("is a mosaic");
    OddSeries([](DcmDataset& data, int) { putPrivate(data, 0x0051, maker, 0x16, "p2 M/ND/MOSAIC"); }).expectRefused("is a mosaic");
    OddSeries(csa("25")).expectRefused("is a mosaic");
}

TEST(OddSeries, TakesNoOtherSeriesForAMosaic)
{
    OddSeries(csa("0")).expectRead();
    OddSeries([](DcmDataset& data, int) { putPrivate(data, 0x0019, "GEMS_ACQU_01", 0x0A, Uint16(25)); }).expectRead();
    OddSeries([](DcmDataset& data, int) { putPrivate(data, 0x0051, "SIEMENS MR HEADER", 0x16, "p2 M/ND/NORM"); }).expectRead();
}

TEST(OddSeries, RescalesEachSliceByItsOwnNumbers)
{
    const OddSeries series([](DcmDataset& data, int z) {
        data.putAndInsertString(DCM_RescaleSlope, std::to_string(z + 1).c_str());
        data.putAndInsertString(DCM_RescaleIntercept, std::to_string(-10 * z).c_str());
    });
    const auto volume = readVolume(series.folder.path()).volume;
    for (int z = 0; z < slices; ++z)
        for (int x = 0; x < 24; ++x)
            EXPECT_EQ(volume.at(x, 7, z), float((z + 1) * int(series.truth.at(x, 7, z)) - 10 * z));
}

TEST(OddSeries, RefusesARescaleThatIsNoNumber)
{
    for (const std::string slope : {"nan", "inf", "abc", "0,5", "2\\3", "1e300"}) {
        SCOPED_TRACE(slope);
        OddSeries(putting(DCM_RescaleSlope, slope)).expectRefused("slope or intercept that is no number");
    }
    OddSeries(putting(DCM_RescaleIntercept, "none")).expectRefused("slope or intercept that is no number");
    OddSeries(putting(DCM_RescaleSlope, "0")).expectRefused("a rescale slope of 0");
}

TEST(OddSeries, RefusesValuesThatStandInATable)
{
    OddSeries([](DcmDataset& data, int) {
        DcmItem* item = nullptr;
        data.findOrCreateSequenceItem(DCM_ModalityLUTSequence, item);
    }).expectRefused("modality LUT");
}

TEST(OddSeries, NeverMixesTwoPatientsAndTellsOfTwoFramesOfReference)
{
    OddSeries([](DcmDataset& data, int z) { data.putAndInsertString(DCM_PatientID, z < 2 ? "P1" : "P2"); }).expectRefused("two patients");
    OddSeries([](DcmDataset& data, int z) { data.putAndInsertString(DCM_FrameOfReferenceUID, z < 2 ? "1.2" : "1.3"); })
        .expectRead("two frames of reference");
}

TEST(OddSeries, NamesColourAndFloatingPoint)
{
    for (const std::string kind : {"RGB", "YBR_FULL_422"})
        OddSeries([&](DcmDataset& data, int) {
            data.putAndInsertUint16(DCM_SamplesPerPixel, 3);
            data.putAndInsertUint16(DCM_BitsAllocated, 8);
            data.putAndInsertString(DCM_PhotometricInterpretation, kind.c_str());
        }).expectRefused("colour picture");
    OddSeries(putting(DCM_PhotometricInterpretation, "PALETTE COLOR")).expectRefused("colour picture");
    OddSeries([](DcmDataset& data, int) {
        data.findAndDeleteElement(DCM_PixelData);
        const std::vector<Float32> pixels(480, 1.5F);
        data.putAndInsertFloat32Array(DcmTag(0x7FE0, 0x0008, EVR_OF), pixels.data(), pixels.size());
    }).expectKeptOut("floating-point numbers");
}

TEST(OddSeries, NotesWhatDoesNotHinderReading)
{
    OddSeries(putting(DCM_PhotometricInterpretation, "MONOCHROME1")).expectRead("MONOCHROME1");
    OddSeries(putting(DCM_LossyImageCompression, "01")).expectRead("compressed with loss");
    OddSeries(putting(DCM_SliceThickness, "5")).expectRead("overlap: 5.0 mm thick, one every 3.0 mm");
    OddSeries(putting(DCM_SliceThickness, "1.5")).expectRead("nothing was measured");
    OddSeries(putting(DCM_Modality, "mr")).expectRead();
    OddSeries([](DcmDataset& data, int) { data.findAndDeleteElement(DCM_SeriesInstanceUID); }).expectRead();
}

TEST(OddSeries, NotesPixelsBeyondTheStatedSize)
{
    const OddSeries series([](DcmDataset& data, int) { data.putAndInsertUint16(DCM_Rows, 18); });
    const auto index = series.look();
    ASSERT_EQ(index.series.size(), 1U);
    ASSERT_EQ(index.series[0].notes.size(), 1U);
    EXPECT_NE(index.series[0].notes[0].find("more pixels than their size needs"), std::string::npos);
}

TEST(OddSeries, RefusesASizeOfZeroAndPlacesThatAreNoNumbers)
{
    OddSeries([](DcmDataset& data, int) { data.putAndInsertUint16(DCM_Rows, 0); }).expectRefused("cut short or damaged");
    OddSeries(putting(DCM_NumberOfFrames, "many")).expectRefused("cut short or damaged");
    OddSeries(putting(DCM_ImagePositionPatient, "0\\nan\\6")).expectRefused("does not say where");
    OddSeries(putting(DCM_PixelSpacing, "1,5\\1,0")).expectRefused("does not say where");
    OddSeries(putting(DCM_PixelSpacing, "-1.5\\1")).expectRefused("which cannot be");
    OddSeries(putting(DCM_ImageOrientationPatient, "1\\0\\0\\0.5\\0.8\\0")).expectRefused("not at right angles");
}

TEST(OddSeries, TellsLocalizersAndMixedDirectionsApartFromAStack)
{
    OddSeries(putting(DCM_ImageType, "ORIGINAL\\PRIMARY\\LOCALIZER")).expectKeptOut("is a localizer");
    OddSeries([](DcmDataset& data, int z) {
        if (z > 1)
            data.putAndInsertString(DCM_ImageOrientationPatient, "0\\1\\0\\0\\0\\-1");
    }).expectRefused("different directions, as a localizer does");
}

/// Two takes of the same slices in one series, told apart by one element.
void expectTwoParts(const DcmTagKey& tag, const std::string& first, const std::string& second, const std::string& name)
{
    SCOPED_TRACE(name);
    const TemporaryFolder folder;
    const auto truth = smoothWords(slices);
    for (int take = 0; take < 2; ++take)
        for (int z = 0; z < slices; ++z)
            testing::editDicom(testing::writeSlice(truth, z, explicitLittle, folder / fmt::format("{}{}.dcm", z, take)), [&](DcmDataset& data) {
                data.putAndInsertString(tag, (take == 0 ? first : second).c_str());
                data.putAndInsertString(DCM_SOPInstanceUID, fmt::format("1.2.3.4.{}.{}", z, take).c_str());
                data.putAndInsertString(DCM_RescaleSlope, take == 0 ? "1" : "2");
            });
    const auto index = lookInto({folder.path()}, {.readVoxels = true});
    ASSERT_EQ(index.series.size(), 2U);
    for (int take = 0; take < 2; ++take) {
        const auto& series = index.series[std::size_t(take)];
        EXPECT_TRUE(series.usable) << series.reason;
        EXPECT_NE(series.description.find(name), std::string::npos) << series.description;
        EXPECT_EQ(readVolume(series.path).volume.at(5, 5, 2), float((take + 1) * truth.at(5, 5, 2)));
        EXPECT_FALSE(series.notes.empty());
    }
}

TEST(OddSeries, IsPartedByWhatTellsSeveralImagesOfEveryPlaceApart)
{
    expectTwoParts(DCM_EchoTime, "12", "80", "echo time ");
    expectTwoParts(DCM_TemporalPositionIdentifier, "1", "2", "time point ");
    expectTwoParts(DCM_AcquisitionNumber, "1", "2", "acquisition ");
    expectTwoParts(DCM_ImageType, "ORIGINAL\\PRIMARY\\M", "ORIGINAL\\PRIMARY\\P", "image type ");
    OddSeries([](DcmDataset& data, int z) {  // the last slice twice is no second stack
        data.putAndInsertString(DCM_AcquisitionNumber, z == 3 ? "2" : "1");
        if (z == 3)
            data.putAndInsertString(DCM_ImagePositionPatient, "0\\0\\6");
    }).expectRefused("several images of the same place");
}

TEST(OddSeries, GoesByWhatAFileHoldsAndNotByItsName)
{
    const OddSeries series([](DcmDataset&, int) {});
    for (const auto& file : series.files)
        fs::rename(file, fs::path(file).replace_extension(".nii"));
    series.expectRead();
}

}  // namespace
}  // namespace metrisk::io
