#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::app {

/// Makes the folder and tries that it can be written, before long work whose result goes there.
/// Throws Error{Storage}.
void requireWritableFolder(const std::filesystem::path& folder);

/// A folder inside the result folder in which the files wait until all of them are complete, so
/// that a cancelled or failed run never leaves a new picture beside an old number.
class StagingFolder {
public:
    explicit StagingFolder(const std::filesystem::path& target);
    ~StagingFolder();
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    /// Moves the files of these names into the result folder. Throws Error{Storage}.
    void release(const std::vector<std::string>& names) const;

private:
    std::filesystem::path m_target;
    std::filesystem::path m_path;
};

}  // namespace metrisk::app
