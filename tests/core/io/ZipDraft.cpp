#include "tests/core/io/ZipDraft.h"

#include <sys/stat.h>
#include <zip.h>

#include <stdexcept>

namespace metrisk::testing {

ZipDraft::ZipDraft(const std::filesystem::path& path) : m_archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr)) {}

ZipDraft::~ZipDraft()
{
    if (m_archive)
        zip_discard(m_archive);
}

std::uint64_t ZipDraft::index(const std::string& name, const std::string& content)
{
    m_contents.push_back(std::make_unique<std::string>(content));
    auto* source = zip_source_buffer(m_archive, m_contents.back()->data(), m_contents.back()->size(), 0);
    const auto at = zip_file_add(m_archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0)
        throw std::runtime_error("the archive takes no " + name);
    return std::uint64_t(at);
}

ZipDraft& ZipDraft::add(const std::string& name, const std::string& content)
{
    index(name, content);
    return *this;
}

ZipDraft& ZipDraft::addLink(const std::string& name, const std::string& target)
{
    zip_file_set_external_attributes(m_archive, index(name, target), 0, ZIP_OPSYS_UNIX, zip_uint32_t(S_IFLNK | 0777) << 16);
    return *this;
}

ZipDraft& ZipDraft::addEncrypted(const std::string& name, const std::string& content, const std::string& password)
{
    zip_file_set_encryption(m_archive, index(name, content), ZIP_EM_AES_256, password.c_str());
    return *this;
}

void ZipDraft::close()
{
    if (zip_close(m_archive) != 0)
        throw std::runtime_error("the archive cannot be written");
    m_archive = nullptr;
}

}  // namespace metrisk::testing
