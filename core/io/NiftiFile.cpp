#include "core/io/NiftiFile.h"

#include "core/common/Error.h"
#include "core/common/LetterCase.h"
#include "core/io/GeometryCheck.h"
#include "core/io/NiftiFields.h"

#include <zlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

namespace metrisk::io {

namespace {

using namespace std::string_literals;

[[noreturn]] void refuseCut(const std::string& file)
{
    throw Error(Error::Kind::Input, file + " is cut short or damaged: not all of its voxels are there.",
                "Copy or export the file again.");
}

/// The bytes of a file, inflated where it is compressed with gzip.
class InflatedFile {
public:
    explicit InflatedFile(const std::filesystem::path& path)
        : m_name(path.filename().string()), m_file(gzopen(path.c_str(), "rb"))
    {
        if (!m_file)
            throw Error(Error::Kind::Input,
                        fmt::format("{} cannot be opened: {}.", m_name, std::strerror(errno)),
                        "Check that the file exists and may be read.");
        gzbuffer(m_file, 1U << 17);
    }
    ~InflatedFile() { gzclose(m_file); }
    InflatedFile(const InflatedFile&) = delete;
    InflatedFile& operator=(const InflatedFile&) = delete;

    /// Reads up to `count` bytes; fewer only at the end of the file.
    std::size_t read(void* target, std::size_t count)
    {
        const int got = gzread(m_file, target, unsigned(count));
        int code = Z_OK;
        gzerror(m_file, &code);
        if (got < 0 || (code != Z_OK && code != Z_STREAM_END))
            refuseCut(m_name);
        return std::size_t(got);
    }

    void readAll(void* target, std::size_t count)
    {
        if (read(target, count) != count)
            refuseCut(m_name);
    }

    bool compressed() const { return gzdirect(m_file) == 0; }

private:
    std::string m_name;
    gzFile m_file;
};

using Chunk = std::array<std::byte, std::size_t(1) << 16>;

template <class Number>
float decoded(const std::byte* stored, bool swapped, double slope, double intercept)
{
    std::array<std::byte, sizeof(Number)> raw;
    std::memcpy(raw.data(), stored, sizeof(Number));
    if (swapped)
        std::reverse(raw.begin(), raw.end());
    Number number;
    std::memcpy(&number, raw.data(), sizeof(Number));
    return slope == 1.0 && intercept == 0.0 ? float(number) : float(slope * double(number) + intercept);
}

template <class Number>
void appendDecoded(std::vector<float>& values, const Chunk& chunk, std::size_t bytes,
                   const NiftiHeader& header)
{
    for (std::size_t at = 0; at < bytes; at += sizeof(Number))
        values.push_back(decoded<Number>(chunk.data() + at, header.swapped, header.slope, header.intercept));
}

using Append = void (*)(std::vector<float>&, const Chunk&, std::size_t, const NiftiHeader&);

Append appendFor(NiftiType type)
{
    switch (type) {
    case NiftiType::UInt8: return appendDecoded<std::uint8_t>;
    case NiftiType::Int8: return appendDecoded<std::int8_t>;
    case NiftiType::Int16: return appendDecoded<std::int16_t>;
    case NiftiType::UInt16: return appendDecoded<std::uint16_t>;
    case NiftiType::Int32: return appendDecoded<std::int32_t>;
    case NiftiType::UInt32: return appendDecoded<std::uint32_t>;
    case NiftiType::Int64: return appendDecoded<std::int64_t>;
    case NiftiType::UInt64: return appendDecoded<std::uint64_t>;
    case NiftiType::Float32: return appendDecoded<float>;
    case NiftiType::Float64: return appendDecoded<double>;
    }
    return nullptr;
}

/// Compares what the header promises with the file's real bytes, before anything is allocated.
void checkFileSize(const std::filesystem::path& path, const NiftiHeader& header, bool compressed)
{
    constexpr std::uintmax_t largestDeflateRatio = 1032;
    std::error_code unknown;
    const std::uintmax_t bytes = std::filesystem::file_size(path, unknown);
    const std::uintmax_t most = compressed ? bytes * largestDeflateRatio : bytes;
    if (unknown || most < header.fileBytes())
        refuseCut(path.filename().string());
}

void skip(InflatedFile& file, std::size_t bytes, Chunk& chunk)
{
    while (bytes > 0) {
        const std::size_t part = std::min(bytes, chunk.size());
        file.readAll(chunk.data(), part);
        bytes -= part;
    }
}

/// zlib compares the checksum when it meets the end of the file.
void readToTheEnd(InflatedFile& file, Chunk& chunk, const Job& job)
{
    while (file.read(chunk.data(), chunk.size()) > 0)
        job.advance(1.0);
}

/// "head.hdr.gz" as "head" and ".hdr.gz", in small letters.
std::pair<std::string, std::string> stemAndKind(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    const std::string kind = name.substr(std::min(name.size(), name.find('.', name.size() - std::min<std::size_t>(name.size(), 7))));
    return {name.substr(0, name.size() - kind.size()), common::lowerCase(kind)};
}

/// The other half of a pair; empty when it is not there.
std::filesystem::path beside(const std::filesystem::path& path, const std::string& kind)
{
    std::error_code ignored;
    for (const std::string& ending : {"." + kind, "." + kind + ".gz", kind == "img" ? ".IMG"s : ".HDR"s}) {
        auto other = path.parent_path() / (stemAndKind(path).first + ending);
        if (std::filesystem::is_regular_file(other, ignored))
            return other;
    }
    return {};
}

bool isCompressed(const std::filesystem::path& path)
{
    InflatedFile file(path);
    char first = 0;
    file.read(&first, 1);
    return file.compressed();
}

std::size_t readStart(InflatedFile& file, std::array<std::byte, longestNiftiHeader>& start)
{
    return file.read(start.data(), start.size());
}

}  // namespace

bool hasNiftiName(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

bool isNiftiFile(const std::filesystem::path& path)
{
    try {
        InflatedFile file(path);
        std::array<std::byte, longestNiftiHeader> start{};
        return looksLikeNifti({start.data(), readStart(file, start)});
    } catch (const Error&) {
        return false;
    }
}

std::filesystem::path niftiVoxelFile(const std::filesystem::path& path, const NiftiHeader& header)
{
    auto voxels = header.twoFiles ? beside(path, "img") : path;
    if (voxels.empty())
        throw Error(Error::Kind::Input,
                    path.filename().string() + " is a header whose voxels lie in another file (.hdr and .img), which is not beside it.",
                    "Copy both files into one folder, or save the image as one .nii file.");
    return voxels;
}

std::filesystem::path niftiHeaderBeside(const std::filesystem::path& voxels)
{
    const auto kind = stemAndKind(voxels).second;
    const auto header = kind == ".img" || kind == ".img.gz" ? beside(voxels, "hdr") : std::filesystem::path();
    return !header.empty() && isNiftiFile(header) ? header : std::filesystem::path();
}

NiftiHeader readNiftiHeader(const std::filesystem::path& path)
{
    InflatedFile file(path);
    std::array<std::byte, longestNiftiHeader> start{};
    const std::size_t got = readStart(file, start);
    const auto header = parsedNiftiHeader({start.data(), got}, path.filename().string());
    const auto voxels = niftiVoxelFile(path, header);
    checkFileSize(voxels, header, header.twoFiles ? isCompressed(voxels) : file.compressed());
    return header;
}

NiftiHeader readStraightNiftiHeader(const std::filesystem::path& path)
{
    auto header = readNiftiHeader(path);
    header.geometry = straightened(header.geometry, path.filename().string(), header.notes);
    return header;
}

imaging::Volume readNiftiVoxels(const std::filesystem::path& path, const NiftiHeader& header, const Job& job)
{
    InflatedFile file(niftiVoxelFile(path, header));
    Chunk chunk;
    skip(file, header.dataOffset, chunk);
    const Append append = appendFor(header.type);
    std::vector<float> values;
    values.reserve(header.geometry.voxelCount());
    for (std::size_t left = header.dataBytes(); left > 0;) {
        const std::size_t part = std::min(left, chunk.size());
        file.readAll(chunk.data(), part);
        append(values, chunk, part, header);
        left -= part;
        job.advance(1.0 - double(left) / double(header.dataBytes()));
    }
    readToTheEnd(file, chunk, job);
    return {header.geometry, std::move(values)};
}

}  // namespace metrisk::io
