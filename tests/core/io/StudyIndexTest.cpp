#include "core/io/StudyIndex.h"

#include "core/common/Error.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/interop/DicomObjectDraft.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/core/io/ZipDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::DicomDraft;
using testing::TemporaryFolder;

constexpr LookOptions reading{.readVoxels = true};

imaging::Volume head() { return phantom::t1ce({.size = {20, 22, 8}, .spacingMm = 6}); }

DicomDraft draft(const std::string& uid, const std::string& description)
{
    return {.seriesUid = "1.2.3." + uid, .tags = {{"0010|0020", "P1"}, {"0008|103e", description}}, .filePrefix = "s" + uid + "_"};
}

const FoundFile& fileNamed(const StudyIndex& index, const std::string& name)
{
    for (const auto& file : index.files)
        if (file.path.filename() == name)
            return file;
    throw std::runtime_error("no verdict for " + name);
}

void expectVerdict(const StudyIndex& index, const std::string& name, Verdict verdict, const std::string& words)
{
    const auto& file = fileNamed(index, name);
    EXPECT_EQ(verdictKey(file.verdict), verdictKey(verdict)) << name << ": " << file.reason;
    EXPECT_NE(file.reason.find(words), std::string::npos) << file.reason;
}

/// Every file below the folder, each exactly once and with a reason.
void expectOneVerdictPerFile(const StudyIndex& index, const fs::path& folder)
{
    std::map<fs::path, int> verdicts;
    for (const auto& file : index.files) {
        ++verdicts[file.path];
        EXPECT_FALSE(file.reason.empty()) << file.path;
    }
    for (const auto& [path, count] : verdicts)
        EXPECT_EQ(count, 1) << path;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        EXPECT_TRUE(entry.is_directory() || verdicts.contains(entry.path())) << entry.path();
    }
}

TEST(StudyIndex, NamesSeriesRolesAndOneVerdictForEveryFile)
{
    const TemporaryFolder folder;
    draft("1", "AX T1 post contrast").write(head(), folder / "scan/a");
    draft("2", "AX FLAIR").write(head(), folder / "scan/deep/down/below");
    draft("3", "Scout").write(phantom::t1ce({.size = {20, 22, 2}, .spacingMm = 6}), folder / "scan/c");
    writeLabelMap(phantom::label({.size = {20, 22, 8}, .spacingMm = 6}), folder / "scan/label.nii.gz");
    testing::writeText(folder / "scan/readme.txt", "no image");
    testing::writeText(folder / "scan/nothing", "");
    const auto index = lookInto({folder.path()}, reading);
    expectOneVerdictPerFile(index, folder.path());
    ASSERT_EQ(index.series.size(), 4U);
    EXPECT_EQ(index.series[1].role, Role::T1ce);
    EXPECT_EQ(index.series[1].path, folder / "scan/a");
    EXPECT_EQ(index.series[1].patientId, "P1");
    EXPECT_EQ(index.series[1].geometry->size, (imaging::Index3{20, 22, 8}));
    EXPECT_EQ(index.series[3].role, Role::Flair);
    EXPECT_EQ(index.series[0].role, Role::Label);
    expectVerdict(index, "s1_500.dcm", Verdict::Used, "Used as T1-CE");
    expectVerdict(index, "s3_500.dcm", Verdict::Used, "can be used");
    expectVerdict(index, "readme.txt", Verdict::Ignored, "neither NIfTI nor DICOM");
    expectVerdict(index, "nothing", Verdict::Refused, "is empty");
    EXPECT_FALSE(readVolume(index.series[3].path).volume.empty());
}

TEST(StudyIndex, RefusesTheWholeSeriesOfADamagedSlice)
{
    const TemporaryFolder folder;
    const auto files = draft("1", "T1").write(head(), folder.path());
    testing::writeText(files[0], testing::textOf(files[0]).substr(0, 1000));  // an end slice: no gap would tell
    const auto index = lookInto({folder.path()}, reading);
    ASSERT_EQ(index.series.size(), 1U);
    EXPECT_FALSE(index.series[0].usable);
    expectVerdict(index, files[3].filename(), Verdict::Refused, files[0].filename().string() + " is cut short or damaged");
}

TEST(StudyIndex, SaysSoWhenADamagedFileOfUnknownSeriesLiesBesideASeries)
{
    const TemporaryFolder folder;
    const auto files = draft("1", "T1").write(head(), folder.path());
    testing::writeText(files[0], testing::textOf(files[0]).substr(0, 200));  // not even its series is told any more
    const auto index = lookInto({folder.path()}, reading);
    ASSERT_EQ(index.series.size(), 1U);
    ASSERT_FALSE(index.series[0].notes.empty());
    EXPECT_NE(index.series[0].notes[0].find("may have been part of it"), std::string::npos);
}

TEST(StudyIndex, TakesCopiesInOtherFoldersOnceAndRefusesASeriesSpreadOverFolders)
{
    const TemporaryFolder folder;
    draft("1", "T1").write(head(), folder / "a");
    fs::copy(folder / "a", folder / "b");
    const auto copied = lookInto({folder.path()}, reading);
    ASSERT_EQ(copied.series.size(), 1U);
    EXPECT_TRUE(copied.series[0].usable);
    EXPECT_EQ(std::count_if(copied.files.begin(), copied.files.end(), [](const auto& f) { return f.verdict == Verdict::Ignored; }), 8);
    expectOneVerdictPerFile(copied, folder.path());
    for (const std::string name : {"s1_493.dcm", "s1_494.dcm", "s1_495.dcm"})
        fs::remove(folder / ("a/" + name));
    for (const std::string name : {"s1_500.dcm", "s1_499.dcm"})
        fs::remove(folder / ("b/" + name));
    const auto spread = lookInto({folder.path()}, reading);
    ASSERT_EQ(spread.series.size(), 1U);
    EXPECT_FALSE(spread.series[0].usable);
    EXPECT_NE(spread.series[0].reason.find("lies in several folders"), std::string::npos);
    expectOneVerdictPerFile(spread, folder.path());
}

TEST(StudyIndex, HangsOnNoPipeAndRunsInNoCircle)
{
    const TemporaryFolder folder;
    writeVolume(phantom::flair(), folder / "flair.nii.gz");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_directory_symlink(folder.path(), folder / "circle");
    fs::create_symlink("/no/such/file", folder / "broken");
    const auto index = lookInto({folder.path()}, reading);
    EXPECT_EQ(index.series.size(), 1U);
    expectVerdict(index, "pipe", Verdict::Refused, "no regular file");
    expectVerdict(index, "broken", Verdict::Refused, "no regular file");
    expectVerdict(index, "circle", Verdict::Refused, "no regular file");
    EXPECT_THROW(lookInto({folder / "missing"}), Error);
}

/// While it lives, this process keeps its temporary files here and shares the place with no other.
struct OwnTemporaryFiles {
    OwnTemporaryFiles() { ::setenv("TMPDIR", folder.path().c_str(), 1); }
    ~OwnTemporaryFiles() { before ? ::setenv("TMPDIR", before->c_str(), 1) : ::unsetenv("TMPDIR"); }

    const TemporaryFolder folder;
    const std::optional<std::string> before = std::getenv("TMPDIR") ? std::optional<std::string>(std::getenv("TMPDIR")) : std::nullopt;
};

TEST(StudyIndex, OpensTheSeriesInsideAZipByTheirPathsAndLeavesNothingBehind)
{
    const TemporaryFolder folder;
    const OwnTemporaryFiles own;
    const auto truth = head();
    const auto files = draft("1", "T1 post contrast").write(truth, folder / "t1");
    testing::ZipDraft zip(folder / "study.zip");
    for (const auto& file : files)
        zip.add("scan/t1/" + file.filename().string(), testing::textOf(file));
    writeVolume(phantom::flair(), folder / "p_flair.nii.gz");
    zip.add("p_flair.nii.gz", testing::textOf(folder / "p_flair.nii.gz")).add("notes.txt", "hello").close();

    const auto index = lookInto({folder / "study.zip"}, reading);
    ASSERT_EQ(index.series.size(), 2U);
    EXPECT_EQ(index.series[1].path, folder / "study.zip/scan/t1");
    EXPECT_EQ(index.files.size(), 10U);
    const auto t1 = readVolume(folder / "study.zip/scan/t1").volume;
    EXPECT_EQ(t1.voxels().size(), truth.voxels().size());
    EXPECT_EQ(readVolume(folder / "study.zip/p_flair.nii.gz").volume.voxels(), phantom::flair().voxels());
    ASSERT_EQ(fs::temp_directory_path(), own.folder.path());
    for (const auto& entry : fs::directory_iterator(own.folder.path()))
        ADD_FAILURE() << entry.path() << " was left behind";
}

TEST(StudyIndex, OpensASeriesThatLiesAtTheTopOfAZip)
{
    const TemporaryFolder folder;
    testing::ZipDraft zip(folder / "t1.zip");
    for (const auto& file : draft("1", "T1").write(head(), folder / "t1"))
        zip.add(file.filename().string(), testing::textOf(file));
    zip.close();
    const auto index = lookInto({folder / "t1.zip"}, reading);
    ASSERT_EQ(index.series.size(), 1U);
    EXPECT_EQ(readVolume(index.series[0].path).volume.geometry(), *index.series[0].geometry);
}

TEST(StudyIndex, PutsAMultiFrameImageTogetherThatWasCutInPieces)
{
    const TemporaryFolder folder;
    const auto whole = testing::smoothWords(6);
    const auto piece = [&](int from, int to, const std::string& concatenation, const std::string& name) {
        const auto geometry = imaging::subGeometry(whole.geometry(), {0, 0, from}, {24, 20, to - from});
        const std::vector<std::uint16_t> values(whole.voxels().begin() + std::ptrdiff_t(whole.offset(0, 0, from)),
                                                whole.voxels().begin() + std::ptrdiff_t(whole.offset(0, 0, from) + whole.offset(0, 0, 1) * std::size_t(to - from)));
        testing::EnhancedDraft{.concatenationUid = concatenation}.write({geometry, values}, folder / name);
    };
    piece(0, 3, "1.2.3.7", "a.dcm");
    piece(3, 6, "1.2.3.7", "b.dcm");
    const auto index = lookInto({folder.path()}, reading);
    ASSERT_EQ(index.series.size(), 1U);
    EXPECT_EQ(index.series[0].geometry->size[2], 6);
    EXPECT_EQ(readVolume(folder / "a.dcm").volume.size()[2], 6);
}

TEST(StudyIndex, FollowsADicomdirAndNamesWhatIsMissing)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    const auto disk = *data / "dicom-robust/pydicom-dicomdir";
    const auto index = lookInto({disk / "DICOMDIR"}, reading);
    EXPECT_EQ(index.files.size(), 32U);  // itself and the 31 images it lists
    expectVerdict(index, "DICOMDIR", Verdict::Ignored, "table of contents");
    expectVerdict(index, "2062", Verdict::Used, "");
    const TemporaryFolder folder;
    fs::copy(disk / "DICOMDIR", folder / "DICOMDIR");
    const auto lonely = lookInto({folder.path()});
    EXPECT_EQ(lonely.files.size(), 32U);
    expectVerdict(lonely, "2062", Verdict::Refused, "is named by DICOMDIR but is missing");
}

TEST(StudyIndex, GivesEveryRealOddFileOneVerdictAndReadsWhatItCallsUsable)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "The real images are not on this machine.";
    for (const std::string name : {"dicom-robust", "dicom-seg-rt", "nifti-robust"}) {
        const auto index = lookInto({*data / name}, reading);
        expectOneVerdictPerFile(index, *data / name);
        for (const auto& series : index.series)
            if (series.usable && series.modality != "SEG" && series.modality != "RTSTRUCT") {
                SCOPED_TRACE(series.path);
                EXPECT_EQ(readVolume(series.path).volume.geometry(), *series.geometry);
            }
    }
}

}  // namespace
}  // namespace metrisk::io
