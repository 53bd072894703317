#include "app/StagingFolder.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"

namespace metrisk::app {

StagingFolder::StagingFolder(const std::filesystem::path& target)
    : m_target(target), m_path(target / ".metrisk-unfinished")
{
    requireWritableFolder(m_path);
}

StagingFolder::~StagingFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

void StagingFolder::release(const std::vector<std::string>& names) const
{
    for (const auto& name : names) {
        std::error_code failure;
        std::filesystem::rename(m_path / name, m_target / name, failure);
        if (failure)
            throw Error(Error::Kind::Storage, (m_target / name).string() + " could not be written: " + failure.message() + ".",
                        "Choose another folder.");
    }
}

void requireWritableFolder(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw Error(Error::Kind::Storage, "The folder " + folder.string() + " cannot be made: " + failure.message() + ".",
                    "Choose another folder.");
    const common::PendingFile trial(folder / "trial");
}

}  // namespace metrisk::app
