#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct zip;

/// A zip archive written by a test, entry by entry.
namespace metrisk::testing {

class ZipDraft {
public:
    explicit ZipDraft(const std::filesystem::path& path);
    ~ZipDraft();
    ZipDraft(const ZipDraft&) = delete;
    ZipDraft& operator=(const ZipDraft&) = delete;

    ZipDraft& add(const std::string& name, const std::string& content);
    ZipDraft& addLink(const std::string& name, const std::string& target);
    ZipDraft& addEncrypted(const std::string& name, const std::string& content, const std::string& password);
    void close();

private:
    std::uint64_t index(const std::string& name, const std::string& content);
    zip* m_archive;
    std::vector<std::unique_ptr<std::string>> m_contents;  // libzip reads them when it closes
};

}  // namespace metrisk::testing
