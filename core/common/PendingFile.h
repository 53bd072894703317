#pragma once

#include <filesystem>
#include <string>

namespace metrisk::common {

/// A file that appears under its name only when it is complete: write to path(), then commit().
/// Without commit (an error, a cancel) nothing is left behind and an older file stays as it was.
///
///     PendingFile file("out/result.json");
///     write(file.path());
///     file.commit();
class PendingFile {
public:
    /// The temporary name lies in the same folder and keeps the extension(s), which some writers
    /// go by. Throws Error{Storage} when the folder cannot be written.
    explicit PendingFile(std::filesystem::path target);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    const std::filesystem::path& path() const { return m_temporary; }

    /// Flushes to the disk and moves the file to its name. Throws Error{Storage}.
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
};

/// A whole text file at once, through PendingFile.
void writeTextFile(const std::filesystem::path& path, const std::string& text);

}  // namespace metrisk::common
