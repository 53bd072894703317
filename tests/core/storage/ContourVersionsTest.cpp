#include "core/analysis/CorrectedContour.h"
#include "core/common/Error.h"
#include "core/storage/CaseRepository.h"
#include "core/storage/ContourText.h"
#include "tests/core/storage/OtherProgram.h"
#include "tests/support/Phantom.h"
#include "tests/support/Process.h"
#include "tests/support/SampleResult.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace metrisk::storage {
namespace {

using metrisk::testing::OtherProgram;
using metrisk::testing::sampleResult;
using metrisk::testing::TemporaryFolder;

CaseRecord record()
{
    const auto result = sampleResult();
    CaseRecord made{result.patient, {}, result.inputs, result.clinical};
    for (const auto& input : result.inputs)
        made.files.of(input.role) = input.path;
    return made;
}

imaging::LabelMap label(double coreRadiusMm)
{
    return phantom::label({.coreRadiusMm = coreRadiusMm});
}

const std::string base(64, 'c');

TEST(ContourVersions, ComeBackWithEveryVoxelAndTheirGrid)
{
    const TemporaryFolder folder;
    const auto file = (folder / "cases.sqlite").string();
    CaseId id = 0;
    {
        CaseRepository cases(file);
        id = cases.add(record());
        EXPECT_EQ(cases.addContour(id, label(8), base).version, 1);
        EXPECT_EQ(cases.addContour(id, label(12), base).version, 2);
    }
    const CaseRepository cases(file);
    const auto stored = cases.load(id);
    ASSERT_EQ(stored.contours.size(), 2U);
    EXPECT_EQ(stored.contours[1], (ContourVersion{2, analysis::contourDigest(label(12)), base}));
    EXPECT_EQ(cases.contour(id, 1).voxels(), label(8).voxels());
    EXPECT_EQ(cases.contour(id, 2).voxels(), label(12).voxels());
    EXPECT_EQ(cases.contour(id, 2).geometry(), label(12).geometry());
}

TEST(ContourVersions, TheSameContourIsNotKeptTwice)
{
    CaseRepository cases(":memory:");
    const auto id = cases.add(record());
    cases.addContour(id, label(8), base);
    EXPECT_EQ(cases.addContour(id, label(8), base).version, 1);
    cases.addContour(id, label(9), base);
    EXPECT_EQ(cases.addContour(id, label(8), base).version, 3);  // back again is a new one
    EXPECT_EQ(cases.load(id).contours.size(), 3U);
}

TEST(ContourVersions, TheDatabaseItselfRefusesToChangeOrRemoveOne)
{
    const TemporaryFolder folder;
    CaseRepository cases((folder / "cases.sqlite").string());
    const auto id = cases.add(record());
    cases.addContour(id, label(8), base);
    OtherProgram other(folder / "cases.sqlite");
    EXPECT_NE(other.run("UPDATE contour_version SET version = 9"), SQLITE_OK);
    EXPECT_NE(other.run("DELETE FROM contour_version"), SQLITE_OK);
    EXPECT_EQ(cases.contour(id, 1).voxels(), label(8).voxels());
}

TEST(ContourVersions, DamageIsNoticed)
{
    const TemporaryFolder folder;
    CaseRepository cases((folder / "cases.sqlite").string());
    const auto id = cases.add(record());
    cases.addContour(id, label(8), base);
    OtherProgram other(folder / "cases.sqlite");
    ASSERT_EQ(other.run("DROP TRIGGER contour_never_changes"), SQLITE_OK);
    for (const char* change : {"voxels = '0x5'", "voxels = '0x99999999999999999999'", "voxels = 'x'", "voxels = ''", "voxels = '7x276480'",
                               "voxels = '0x276480'", "grid = '64 72'", "grid = '-1 72 60 1 0 0 0 0 1 0 0 0 0 1 0'"}) {
        ASSERT_EQ(other.run(("UPDATE contour_version SET " + std::string(change)).c_str()), SQLITE_OK);
        try {
            cases.contour(id, 1);
            ADD_FAILURE() << change;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Storage) << change;
        }
    }
    EXPECT_THROW(cases.contour(id, 2), Error);
    EXPECT_THROW(cases.addContour(id + 1, label(8), base), Error);
}

TEST(ContourVersions, SurviveAProgramThatIsKilled)
{
    const TemporaryFolder folder;
    const auto file = (folder / "cases.sqlite").string();
    const pid_t child = fork();
    if (child == 0) {
        CaseRepository cases(file);
        cases.addContour(cases.add(record()), label(11), base);
        kill(getpid(), SIGKILL);  // nothing is closed
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const CaseRepository cases(file);
    const auto id = cases.list().at(0).id;
    EXPECT_EQ(cases.contour(id, cases.load(id).contours.back().version).voxels(), label(11).voxels());
}

TEST(ContourVersions, AnOlderCaseBaseGetsTheirTable)
{
    const TemporaryFolder folder;
    const auto file = folder / "cases.sqlite";
    CaseId id = 0;
    {
        CaseRepository cases(file.string());
        id = cases.add(record());
        cases.addPrediction(id, sampleResult());
    }
    OtherProgram other(file);  // as it was before there were contours
    ASSERT_EQ(other.run("DROP TABLE contour_version"), SQLITE_OK);
    ASSERT_EQ(other.run("UPDATE metrisk_schema SET version = 1"), SQLITE_OK);
    CaseRepository cases(file.string());
    EXPECT_EQ(cases.load(id).predictions.size(), 1U);
    EXPECT_TRUE(cases.load(id).contours.empty());
    EXPECT_EQ(cases.addContour(id, label(8), base).version, 1);
}

TEST(ContourText, IsShortAndReadsBackOnObliqueGrids)
{
    const auto large = phantom::label({.size = {128, 144, 120}, .spacingMm = 1.0});
    EXPECT_LT(runsOf(large).size(), 60'000U);
    EXPECT_EQ(labelFromRuns(runsOf(large), large.geometry()).voxels(), large.voxels());
    auto geometry = large.geometry();
    geometry.patientFromVoxel = Eigen::AngleAxisd(0.3, Eigen::Vector3d(1, 2, 3).normalized()) * geometry.patientFromVoxel;
    EXPECT_EQ(gridFromText(gridText(geometry)), geometry);
}

TEST(CorrectedContour, AResultNamesItsVersion)
{
    auto result = sampleResult();
    result.contour = ContourVersion{3, std::string(64, 'e'), base};
    EXPECT_EQ(analysis::resultFromJson(analysis::resultToJson(result)).contour, result.contour);
    EXPECT_EQ(analysis::resultFromJson(analysis::resultToJson(sampleResult())).contour, std::nullopt);
}

}  // namespace
}  // namespace metrisk::storage
