#include "core/io/VolumeFiles.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/support/Phantom.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace metrisk {
namespace {

using testing::TemporaryFolder;

TEST(InspectCli, PrintsSeriesGeometryAndOneVerdictPerFileAsJson)
{
    const TemporaryFolder folder;
    testing::DicomDraft draft;
    draft.tags["0008|103e"] = "AX T1 post contrast";
    draft.write(phantom::t1ce({.size = {20, 22, 8}, .spacingMm = 6, .axisCodes = "LPS"}), folder / "t1");
    testing::writeText(folder / "letter \xff.txt", "a name that is no UTF-8");
    const auto outcome = testing::run(METRISK_CLI, {"inspect", folder.path(), "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto json = nlohmann::json::parse(outcome.output);
    EXPECT_EQ(json["schema"], 1);
    ASSERT_EQ(json["series"].size(), 1U);
    const auto& series = json["series"][0];
    EXPECT_EQ(series["role"], "t1ce");
    EXPECT_EQ(series["patientName"], "Doe Jane");
    EXPECT_EQ(series["studyDate"], "2024-05-17");
    EXPECT_EQ(series["size"], nlohmann::json({20, 22, 8}));
    EXPECT_EQ(series["axisCodes"], "LPS");
    EXPECT_TRUE(series["usable"]);
    ASSERT_EQ(json["files"].size(), 9U);
    EXPECT_EQ(json["files"][0]["verdict"], "ignored");
    EXPECT_EQ(json["files"][1]["verdict"], "used");
    EXPECT_EQ(json["files"][1]["series"], series["id"]);
}

TEST(InspectCli, LooksAtAFolderWithoutAnyImageAndRefusesOneThatIsNotThere)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "readme.txt", "no image");
    EXPECT_EQ(testing::run(METRISK_CLI, {"inspect", folder.path()}).exitCode, 0);
    const auto missing = testing::run(METRISK_CLI, {"inspect", folder / "gone"});
    EXPECT_EQ(missing.exitCode, 2);
    EXPECT_NE(missing.output.find("does not exist"), std::string::npos);
}

}  // namespace
}  // namespace metrisk
