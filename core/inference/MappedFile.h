#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace metrisk::inference {

/// A whole file in memory, read-only, brought in by the system page by page as it is used.
class MappedFile {
public:
    /// Throws Error{Model} when the file cannot be opened or is not a regular file.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
};

}  // namespace metrisk::inference
