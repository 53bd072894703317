#include "core/io/ZipFolder.h"

#include "core/common/Error.h"
#include "tests/core/io/ZipDraft.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
using testing::ZipDraft;

std::string problemOf(const ZipFolder& zip, const std::string& name)
{
    for (const auto& entry : zip.entries())
        if (entry.inner == name)
            return entry.problem;
    return "not listed";
}

TEST(ZipFolder, UnpacksIntoAFolderOfItsOwnThatGoesWithIt)
{
    const TemporaryFolder folder;
    ZipDraft(folder / "a.zip").add("x/y.txt", "hello").add("z.txt", std::string(100000, 'z')).close();
    fs::path place;
    {
        const ZipFolder zip(folder / "a.zip");
        place = zip.path();
        EXPECT_EQ(testing::textOf(place / "x/y.txt"), "hello");
        EXPECT_EQ(fs::file_size(place / "z.txt"), 100000U);
        EXPECT_EQ(fs::status(place).permissions(), fs::perms::owner_all);
    }
    EXPECT_FALSE(fs::exists(place));
}

TEST(ZipFolder, UnpacksOnlyWhatIsWanted)
{
    const TemporaryFolder folder;
    ZipDraft(folder / "a.zip").add("t1/1", "a").add("t1/2", "b").add("t2/1", "c").close();
    EXPECT_EQ(ZipFolder(folder / "a.zip", "t1/1").entries().size(), 2U);
    EXPECT_EQ(ZipFolder(folder / "a.zip", "t2").entries().size(), 1U);
}

TEST(ZipFolder, LeavesPackedWhatLeadsOutIsALinkOrIsEncrypted)
{
    const TemporaryFolder folder;
    ZipDraft draft(folder / "a.zip");
    draft.add("../escaped", "x").add("/absolute", "x").add("a/../../b", "x").add("fine", "x");
    draft.addLink("link", "/etc/passwd").addEncrypted("secret", "x", "word");
    draft.close();
    const ZipFolder zip(folder / "a.zip");
    for (const std::string name : {"../escaped", "/absolute", "a/../../b"})
        EXPECT_EQ(problemOf(zip, name), "has a name that leads out of the archive");
    EXPECT_EQ(problemOf(zip, "link"), "is a link");
    EXPECT_EQ(problemOf(zip, "secret"), "is encrypted");
    EXPECT_EQ(problemOf(zip, "fine"), "");
    EXPECT_FALSE(fs::exists(zip.path().parent_path() / "escaped"));
}

TEST(ZipFolder, RefusesABombWhateverItsSizesSay)
{
    const TemporaryFolder folder;
    ZipDraft(folder / "bomb.zip").add("big", std::string(std::size_t(3) << 20, '\0')).close();
    const ZipLimits small{.mostEntries = 10, .mostBytes = 1 << 30, .freeBytes = 1 << 20, .largestRatio = 200};
    EXPECT_THROW(ZipFolder(folder / "bomb.zip", {}, small), Error);  // 3 MB from 3 kB
    auto lenient = small;
    lenient.freeBytes = 1 << 22;
    EXPECT_EQ(ZipFolder(folder / "bomb.zip", {}, lenient).entries().size(), 1U);
    lenient.mostBytes = 1 << 21;
    EXPECT_THROW(ZipFolder(folder / "bomb.zip", {}, lenient), Error);
    ZipDraft many(folder / "many.zip");
    for (int i = 0; i < 11; ++i)
        many.add(std::to_string(i), "x");
    many.close();
    EXPECT_THROW(ZipFolder(folder / "many.zip", {}, small), Error);
}

TEST(ZipFolder, EndsInASentenceWhereverTheArchiveIsCutOrDamaged)
{
    const TemporaryFolder folder;
    std::string noise;
    for (int i = 0; i < 3000; ++i)
        noise += char((i * i) % 251);
    ZipDraft(folder / "a.zip").add("x", noise).add("y", "z").close();
    const auto whole = testing::textOf(folder / "a.zip");
    for (std::size_t kept = 4; kept < whole.size(); kept += 29) {
        testing::writeText(folder / "cut.zip", whole.substr(0, kept));
        EXPECT_THROW(ZipFolder(folder / "cut.zip"), Error) << kept;
    }
    auto flipped = whole;
    flipped[60] = char(flipped[60] ^ 0x55);
    testing::writeText(folder / "flipped.zip", flipped);
    EXPECT_EQ(problemOf(ZipFolder(folder / "flipped.zip"), "x"), "is damaged");
}

TEST(ZipFolder, TellsWhetherAPathLeadsToSomethingInIt)
{
    const TemporaryFolder folder;
    ZipDraft(folder / "a.zip").add("t1/1", "a").close();
    EXPECT_TRUE(pathExists(folder / "a.zip"));
    EXPECT_TRUE(pathExists(folder / "a.zip/t1"));
    EXPECT_TRUE(pathExists(folder / "a.zip/t1/1"));
    EXPECT_FALSE(pathExists(folder / "a.zip/t2"));
    EXPECT_FALSE(pathExists(folder / "b.zip/t1"));
}

}  // namespace
}  // namespace metrisk::io
