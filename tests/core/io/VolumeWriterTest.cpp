#include "core/common/Error.h"
#include "core/io/VolumeFiles.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>

namespace metrisk::io {
namespace {

using testing::TemporaryFolder;

void expectNotWritten(const std::filesystem::path& path)
{
    try {
        writeVolume(phantom::t1ce(), path);
        ADD_FAILURE() << path << " was written";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Storage) << error.what();
    }
}

/// Stands for a full disk: no file may grow beyond a few bytes.
class FullDisk {
public:
    FullDisk() : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_limit);
        const rlimit small{2000, m_limit.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_limit);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_limit{};
    void (*m_handler)(int);
};

TEST(VolumeWriter, LeavesTheOldFileWhenTheDiskIsFull)
{
    const TemporaryFolder folder;
    for (const std::string name : {"a.nii", "a.nii.gz"}) {
        testing::writeText(folder / name, "older");
        {
            const FullDisk full;
            expectNotWritten(folder / name);
        }
        EXPECT_TRUE(testing::textOf(folder / name) == "older");
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

TEST(VolumeWriter, RefusesAFolderThatIsNotThereAndANameThatIsNoNifti)
{
    const TemporaryFolder folder;
    expectNotWritten(folder / "no such folder/a.nii.gz");
    expectNotWritten(folder / "a.txt");
}

TEST(VolumeWriter, WritesLabelsAsTheyAre)
{
    const TemporaryFolder folder;
    writeLabelMap(phantom::label(), folder / "label.nii.gz");
    const auto read = readVolume(folder / "label.nii.gz").volume;
    const auto expected = phantom::label();
    EXPECT_EQ(read.voxels(), std::vector<float>(expected.voxels().begin(), expected.voxels().end()));
    EXPECT_TRUE(read.geometry().sharesGridWith(expected.geometry(), 1e-3));
}

}  // namespace
}  // namespace metrisk::io
