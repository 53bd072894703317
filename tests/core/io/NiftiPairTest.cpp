#include "core/common/Error.h"
#include "core/io/Study.h"
#include "core/io/StudyIndex.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/NiftiDraft.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::io {
namespace {

namespace fs = std::filesystem;
using testing::NiftiDraft;
using testing::TemporaryFolder;

/// The header alone, and the voxels 0, 1, 2, ... alone.
std::string headerOfPair() { return NiftiDraft().set(345, 'i').set(108, 0.0F).bytes().substr(0, 348); }
std::string voxelsOfPair() { return NiftiDraft().bytes().substr(352); }

void expectRead(const fs::path& path)
{
    const auto volume = readVolume(path).volume;
    ASSERT_EQ(volume.voxels().size(), 120U);
    for (std::size_t i = 0; i < 120; ++i)
        EXPECT_EQ(volume.voxels()[i], float(i));
}

TEST(NiftiPair, IsOneImageByEitherOfItsFilesCompressedOrNot)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "a.hdr", headerOfPair());
    testing::writeText(folder / "a.img", voxelsOfPair());
    testing::writeCompressed(folder / "b.1.hdr.gz", headerOfPair());
    testing::writeCompressed(folder / "b.1.img.gz", voxelsOfPair());
    testing::writeText(folder / "C.HDR", headerOfPair());
    testing::writeText(folder / "C.IMG", voxelsOfPair());
    for (const std::string name : {"a.hdr", "a.img", "b.1.hdr.gz", "b.1.img.gz", "C.HDR", "C.IMG"}) {
        SCOPED_TRACE(name);
        expectRead(folder / name);
    }
    const auto index = lookInto({folder.path()}, {.readVoxels = true});
    EXPECT_EQ(index.series.size(), 3U);
    EXPECT_EQ(index.files.size(), 6U);
    for (const auto& file : index.files)
        EXPECT_EQ(verdictKey(file.verdict), "used") << file.path << ": " << file.reason;
}

TEST(NiftiPair, HasADigestOfBothFiles)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "a.hdr", headerOfPair());
    testing::writeText(folder / "a.img", voxelsOfPair());
    const auto before = inputDigest(folder / "a.hdr");
    EXPECT_EQ(inputDigest(folder / "a.img"), before);
    auto changed = voxelsOfPair();
    changed[0] = 1;
    testing::writeText(folder / "a.img", changed);
    EXPECT_NE(inputDigest(folder / "a.hdr"), before);
}

TEST(NiftiPair, IsRefusedWithoutItsVoxelsOrWhenTheyAreCut)
{
    const TemporaryFolder folder;
    testing::writeText(folder / "a.hdr", headerOfPair());
    EXPECT_THROW(readVolume(folder / "a.hdr"), Error);
    testing::writeText(folder / "a.img", voxelsOfPair().substr(2));
    EXPECT_THROW(readVolume(folder / "a.hdr"), Error);
    for (const auto& file : lookInto({folder.path()}).files)
        EXPECT_EQ(verdictKey(file.verdict), "refused") << file.path << ": " << file.reason;
    testing::writeText(folder / "b.hdr", std::string("\x5c\x01\0\0", 4) + std::string(344, '\0'));  // ANALYZE 7.5
    testing::writeText(folder / "b.img", voxelsOfPair());
    EXPECT_THROW(readVolume(folder / "b.hdr"), Error);
    for (const auto& file : lookInto({folder.path()}).files)
        EXPECT_NE(verdictKey(file.verdict), "used") << file.path;
}

}  // namespace
}  // namespace metrisk::io
