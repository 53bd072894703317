#include "core/common/PendingFile.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace metrisk::common {

namespace {

Error writeError(const std::filesystem::path& path)
{
    const std::string reason = errno == ENOSPC  ? "the disk is full"
                               : errno == EROFS ? "the disk is read-only"
                               : errno == EACCES ? "writing there is not permitted"
                                                 : std::strerror(errno);
    return Error(Error::Kind::Storage, fmt::format("{} could not be written: {}.", path.string(), reason),
                 "Choose another folder or free some space; nothing was changed.");
}

/// Renaming would replace a device or fail on a folder only after all the work.
void refuseSpecialFile(const std::filesystem::path& path)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        throw Error(Error::Kind::Storage, fmt::format("{} is not a file, so nothing can be written there.", path.string()),
                    "Choose a file name in a folder you may write to.");
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path target) : m_target(std::move(target))
{
    refuseSpecialFile(m_target);
    const auto folder = m_target.has_parent_path() ? m_target.parent_path() : std::filesystem::path(".");
    m_temporary = folder / fmt::format(".{}.{}", ::getpid(), m_target.filename().string());
    const int file = ::open(m_temporary.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644);
    if (file < 0)
        throw writeError(m_target);
    ::close(file);
}

PendingFile::~PendingFile()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        std::filesystem::remove(m_temporary, ignored);
}

void PendingFile::commit()
{
    // fsync tells of a full or failing disk now, while the older file still stands.
    const int file = ::open(m_temporary.c_str(), O_RDONLY);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!flushed || ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        throw writeError(m_target);
    m_temporary.clear();
}

void writeTextFile(const std::filesystem::path& path, const std::string& text)
{
    PendingFile pending(path);
    std::ofstream file(pending.path(), std::ios::binary);
    file << text;
    file.close();
    if (!file)
        throw writeError(path);
    pending.commit();
}

}  // namespace metrisk::common
