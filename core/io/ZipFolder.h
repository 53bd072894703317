#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::io {

/// What an archive may ask of this computer. Images rarely shrink below a tenth; a hundredth is no image.
struct ZipLimits {
    std::uint64_t mostEntries = 20000;
    std::uint64_t mostBytes = std::uint64_t(2) << 30;        // inflated, all entries together
    std::uint64_t freeBytes = std::uint64_t(64) << 20;       // up to here any ratio will do
    std::uint64_t largestRatio = 200;                        // inflated bytes per byte of the archive
};

/// A zip archive unpacked into a private temporary folder, which goes with this object. Sizes are counted while
/// inflating and not believed. Throws Error{Input} when the archive is damaged or over the limits, Error{Storage} when
/// there is no room to unpack it.
class ZipFolder {
public:
    /// Unpacks everything, or what `wanted` names with the files beside and below it.
    explicit ZipFolder(const std::filesystem::path& zip, const std::filesystem::path& wanted = {}, const ZipLimits& limits = {});
    ~ZipFolder();
    ZipFolder(const ZipFolder&) = delete;
    ZipFolder& operator=(const ZipFolder&) = delete;

    struct Entry {
        std::filesystem::path inner;  // its path in the archive
        std::string problem;          // why it was left packed, as the end of a sentence; empty when it is there
    };
    const std::filesystem::path& path() const { return m_path; }
    const std::vector<Entry>& entries() const { return m_entries; }

private:
    std::filesystem::path m_path;
    std::vector<Entry> m_entries;
};

bool isZipFile(const std::filesystem::path& path);

/// Whether a path, on the disk or inside a zip ("study.zip/t1/0001.dcm"), leads to something.
bool pathExists(const std::filesystem::path& path);

/// "study.zip" and "t1/0001.dcm" of a path that leads into a zip; both empty for others.
struct ZipPath {
    std::filesystem::path zip, inner;
};
ZipPath zipPathOf(const std::filesystem::path& path);

}  // namespace metrisk::io
