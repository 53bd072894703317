#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::common {
namespace {

int fileCount(const std::filesystem::path& folder)
{
    return int(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(PendingFile, AppearsOnlyWhenCommitted)
{
    const testing::TemporaryFolder folder;
    {
        PendingFile file(folder / "a.nii.gz");
        EXPECT_TRUE(file.path().string().ends_with(".nii.gz"));
        testing::writeText(file.path(), "new");
        EXPECT_FALSE(std::filesystem::exists(folder / "a.nii.gz"));
        file.commit();
    }
    EXPECT_EQ(testing::textOf(folder / "a.nii.gz"), "new");
    EXPECT_EQ(fileCount(folder.path()), 1);
}

TEST(PendingFile, LeavesTheOlderFileAndNothingElseWhenAbandoned)
{
    const testing::TemporaryFolder folder;
    testing::writeText(folder / "a.json", "old");
    {
        PendingFile file(folder / "a.json");
        testing::writeText(file.path(), "half");
    }
    EXPECT_EQ(testing::textOf(folder / "a.json"), "old");
    EXPECT_EQ(fileCount(folder.path()), 1);
}

TEST(PendingFile, NamesTheFolderThatCannotBeWritten)
{
    EXPECT_THROW(writeTextFile("/no/such/folder/a.json", "x"), Error);
    EXPECT_THROW(writeTextFile("/proc/a.json", "x"), Error);
    EXPECT_THROW(writeTextFile("/dev/full", "x"), Error);
    const testing::TemporaryFolder folder;
    EXPECT_THROW(writeTextFile(folder.path(), "x"), Error);
}

}  // namespace
}  // namespace metrisk::common
