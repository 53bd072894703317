#include "core/io/ZipFolder.h"

#include "core/common/Error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string_view>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using OpenEntry = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

[[noreturn]] void refuse(const fs::path& zip, const std::string& what, const std::string& todo)
{
    throw Error(Error::Kind::Input, zip.filename().string() + " " + what, todo);
}

[[noreturn]] void refuseTooMuch(const fs::path& zip)
{
    refuse(zip, "holds more than MetRisk unpacks: too many files, or files that grow out of all proportion.",
           "Unpack it yourself and choose the folder of one patient.");
}

[[noreturn]] void refuseNoRoom(const fs::path& zip)
{
    throw Error(Error::Kind::Storage, zip.filename().string() + " could not be unpacked: there is no room for temporary files.",
                "Free some space, or unpack it yourself and choose the folder.");
}

Archive opened(const fs::path& zip)
{
    int code = 0;
    Archive archive(zip_open(zip.c_str(), ZIP_RDONLY, &code), &zip_discard);
    if (!archive)
        refuse(zip, "cannot be unpacked: it is damaged or cut short.", "Copy the file again, or choose the unpacked folder.");
    return archive;
}

/// A path that stays below the folder it is unpacked in.
bool isSafe(const fs::path& inner)
{
    constexpr std::size_t longestName = 200, deepest = 32;
    std::size_t depth = 0;
    for (const auto& part : inner)
        if (part.empty() || part == ".." || part == "." || part == "/" || part.string().size() > longestName || ++depth > deepest)
            return false;
    return depth > 0 && inner.is_relative();
}

bool isWanted(const fs::path& inner, const fs::path& wanted)
{
    const auto below = [](const fs::path& path, const fs::path& folder) {
        return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
    };
    return wanted.empty() || inner.parent_path() == wanted.parent_path() || below(inner, wanted);
}

bool isLink(zip_t* archive, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(archive, index, 0, &system, &attributes);
    return system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

fs::path privateFolder(const fs::path& zip)
{
    std::string pattern = (fs::temp_directory_path() / "metrisk-zip-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        refuseNoRoom(zip);
    return pattern;
}

/// Unpacks the entries of one archive, counting what they really hold.
class Unpacking {
public:
    Unpacking(const fs::path& zip, const fs::path& folder, const ZipLimits& limits)
        : m_zip(zip), m_folder(folder), m_limits(limits), m_archive(opened(zip))
    {
        std::error_code unknown;
        const auto bytes = fs::file_size(zip, unknown);
        m_mostBytes = std::min(limits.mostBytes, std::max(limits.freeBytes, (unknown ? 0 : bytes) * limits.largestRatio));
        if (count() > limits.mostEntries)
            refuseTooMuch(zip);
    }

    zip_uint64_t count() const { return zip_uint64_t(std::max<zip_int64_t>(0, zip_get_num_entries(m_archive.get(), 0))); }
    std::string nameOf(zip_uint64_t index) const
    {
        const char* name = zip_get_name(m_archive.get(), index, ZIP_FL_ENC_RAW);
        return name ? name : "";
    }

    /// Why the entry stays packed, or nothing.
    std::string unpack(zip_uint64_t index, const fs::path& inner)
    {
        zip_stat_t facts;
        zip_stat_init(&facts);
        if (!isSafe(inner))
            return "has a name that leads out of the archive";
        if (zip_stat_index(m_archive.get(), index, 0, &facts) != 0)
            return "is damaged";
        if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && facts.encryption_method != ZIP_EM_NONE)
            return "is encrypted";
        if (isLink(m_archive.get(), index))
            return "is a link";
        return inflate(index, inner);
    }

private:
    std::string inflate(zip_uint64_t index, const fs::path& inner)
    {
        OpenEntry entry(zip_fopen_index(m_archive.get(), index, 0), &zip_fclose);
        if (!entry)
            return "is packed in a way MetRisk cannot unpack";
        std::error_code failed;
        fs::create_directories((m_folder / inner).parent_path(), failed);
        const int target = failed ? -1 : ::open((m_folder / inner).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (target < 0)
            return "is there twice";
        const bool whole = copy(entry.get(), target);
        ::close(target);
        if (!whole)
            fs::remove(m_folder / inner, failed);
        return whole ? "" : "is damaged";
    }

    bool copy(zip_file_t* entry, int target)
    {
        std::array<char, 1 << 16> part;
        zip_int64_t got = 0;
        while ((got = zip_fread(entry, part.data(), part.size())) > 0) {
            m_bytes += std::uint64_t(got);
            if (m_bytes > m_mostBytes)
                refuseTooMuch(m_zip);
            if (::write(target, part.data(), std::size_t(got)) != got)
                refuseNoRoom(m_zip);
        }
        return got == 0;
    }

    fs::path m_zip, m_folder;
    ZipLimits m_limits;
    Archive m_archive;
    std::uint64_t m_bytes = 0, m_mostBytes = 0;
};

}  // namespace

ZipFolder::ZipFolder(const fs::path& zip, const fs::path& wanted, const ZipLimits& limits) : m_path(privateFolder(zip))
{
    try {
        Unpacking unpacking(zip, m_path, limits);
        for (zip_uint64_t i = 0; i < unpacking.count(); ++i) {
            const std::string name = unpacking.nameOf(i);
            if (!name.ends_with('/') && isWanted(name, wanted))
                m_entries.push_back({name, unpacking.unpack(i, name)});
        }
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
        throw;
    }
}

ZipFolder::~ZipFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

bool isZipFile(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored))
        return false;
    std::ifstream stream(path, std::ios::binary);
    std::array<char, 4> start{};
    const std::string_view mark(start.data(), start.size());
    return stream.read(start.data(), start.size()) && (mark == "PK\x03\x04" || mark == std::string_view("PK\x05\x06", 4));
}

ZipPath zipPathOf(const fs::path& path)
{
    std::error_code ignored;
    if (fs::exists(path, ignored))
        return {};
    for (fs::path part = path.parent_path(); part.has_relative_path(); part = part.parent_path())
        if (fs::exists(part, ignored))
            return isZipFile(part) ? ZipPath{part, path.lexically_relative(part)} : ZipPath{};
    return {};
}

bool pathExists(const fs::path& path)
{
    std::error_code ignored;
    const ZipPath inZip = zipPathOf(path);
    if (inZip.zip.empty())
        return fs::exists(path, ignored);
    const auto archive = opened(inZip.zip);
    const std::string wanted = inZip.inner.string();
    const auto count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(archive.get(), zip_uint64_t(i), ZIP_FL_ENC_RAW);
        if (name && (wanted == name || std::string_view(name).starts_with(wanted + "/")))
            return true;
    }
    return false;
}

}  // namespace metrisk::io
