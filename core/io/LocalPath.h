#pragma once

#include "core/io/ZipFolder.h"

#include <memory>

namespace metrisk::io {

/// A path as the readers can open it: one that leads into a zip is unpacked for as long as this lives.
class LocalPath {
public:
    explicit LocalPath(const std::filesystem::path& path);
    const std::filesystem::path& path() const { return m_path; }

private:
    std::unique_ptr<ZipFolder> m_unpacked;
    std::filesystem::path m_path;
};

}  // namespace metrisk::io
