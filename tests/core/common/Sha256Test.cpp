#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk {

// The two examples of FIPS 180-4's test vectors.
TEST(Sha256, AgreesWithTheStandardsExamples)
{
    EXPECT_EQ(common::sha256Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(common::sha256Of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAFileIsThatOfItsBytesAndAFolderChangesWithAnyFile)
{
    const testing::TemporaryFolder folder;
    testing::writeText(folder / "a.txt", "abc");
    EXPECT_EQ(common::sha256OfPath(folder / "a.txt"), common::sha256Of("abc"));
    const auto before = common::sha256OfPath(folder.path());
    testing::writeText(folder / "b.txt", "x");
    EXPECT_NE(common::sha256OfPath(folder.path()), before);
}

TEST(Sha256, NamesTheFileThatCannotBeRead)
{
    try {
        common::sha256OfPath("/no/such/file");
        FAIL() << "a missing file was digested";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Input);
        EXPECT_NE(error.whatHappened().find("/no/such/file"), std::string::npos);
    }
}

}  // namespace metrisk
