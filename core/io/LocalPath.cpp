#include "core/io/LocalPath.h"

namespace metrisk::io {

LocalPath::LocalPath(const std::filesystem::path& path) : m_path(path)
{
    const ZipPath inZip = zipPathOf(path);
    if (inZip.zip.empty())
        return;
    m_unpacked = std::make_unique<ZipFolder>(inZip.zip, inZip.inner);
    m_path = m_unpacked->path() / inZip.inner;
}

}  // namespace metrisk::io
