#include "core/io/NiftiFields.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace metrisk::io {

namespace {

/// Reads numbers at byte offsets, in either byte order.
class Bytes {
public:
    Bytes(std::span<const std::byte> bytes, bool swapped) : m_bytes(bytes), m_swapped(swapped) {}

    template <class Number>
    Number at(std::size_t offset) const
    {
        std::array<std::byte, sizeof(Number)> raw{};
        std::memcpy(raw.data(), m_bytes.data() + offset, sizeof(Number));
        if (m_swapped)
            std::reverse(raw.begin(), raw.end());
        Number number{};
        std::memcpy(&number, raw.data(), sizeof(Number));
        return number;
    }

    template <class Number, std::size_t Count>
    std::array<double, Count> listAt(std::size_t offset) const
    {
        std::array<double, Count> list{};
        for (std::size_t i = 0; i < Count; ++i)
            list[i] = double(at<Number>(offset + i * sizeof(Number)));
        return list;
    }

private:
    std::span<const std::byte> m_bytes;
    bool m_swapped;
};

NiftiFields readVersion1(const Bytes& fields)
{
    NiftiFields raw;
    raw.dim = fields.listAt<std::int16_t, 8>(40);
    raw.datatype = fields.at<std::int16_t>(70);
    raw.bitsPerVoxel = fields.at<std::int16_t>(72);
    raw.pixdim = fields.listAt<float, 8>(76);
    raw.dataOffset = fields.at<float>(108);
    raw.slope = fields.at<float>(112);
    raw.intercept = fields.at<float>(116);
    raw.units = fields.at<std::uint8_t>(123);
    raw.qformCode = fields.at<std::int16_t>(252);
    raw.sformCode = fields.at<std::int16_t>(254);
    raw.quaternion = fields.listAt<float, 6>(256);
    raw.rows = fields.listAt<float, 12>(280);
    raw.twoFiles = fields.at<char>(345) == 'i';
    return raw;
}

NiftiFields readVersion2(const Bytes& fields)
{
    NiftiFields raw;
    raw.datatype = fields.at<std::int16_t>(12);
    raw.bitsPerVoxel = fields.at<std::int16_t>(14);
    raw.dim = fields.listAt<std::int64_t, 8>(16);
    raw.pixdim = fields.listAt<double, 8>(104);
    raw.dataOffset = double(fields.at<std::int64_t>(168));
    raw.slope = fields.at<double>(176);
    raw.intercept = fields.at<double>(184);
    raw.qformCode = fields.at<std::int32_t>(344);
    raw.sformCode = fields.at<std::int32_t>(348);
    raw.quaternion = fields.listAt<double, 6>(352);
    raw.rows = fields.listAt<double, 12>(400);
    raw.units = fields.at<std::int32_t>(500);
    raw.twoFiles = fields.at<char>(5) == 'i';
    return raw;
}

/// 348 or 540 in this computer's byte order or the other one; 0 when it is neither.
struct Version {
    std::size_t headerBytes = 0;
    bool swapped = false;
};

Version versionOf(std::span<const std::byte> start)
{
    for (const bool swapped : {false, true}) {
        const Bytes fields(start, swapped);
        if (start.size() >= 348 && fields.at<std::int32_t>(0) == 348)
            return {348, swapped};
        if (start.size() >= 540 && fields.at<std::int32_t>(0) == 540)
            return {540, swapped};
    }
    return {};
}

bool hasMagic(std::span<const std::byte> start, const Version& version)
{
    const char* text = reinterpret_cast<const char*>(start.data()) + (version.headerBytes == 348 ? 344 : 4);
    const char number = version.headerBytes == 348 ? '1' : '2';
    return text[0] == 'n' && (text[1] == '+' || text[1] == 'i') && text[2] == number && text[3] == '\0';
}

}  // namespace

bool looksLikeNifti(std::span<const std::byte> start)
{
    const Version version = versionOf(start);
    return version.headerBytes > 0 && hasMagic(start, version);
}

std::optional<NiftiFields> niftiFieldsOf(std::span<const std::byte> start)
{
    const Version version = versionOf(start);
    if (version.headerBytes == 0 || !hasMagic(start, version))
        return std::nullopt;
    const Bytes fields(start, version.swapped);
    auto read = version.headerBytes == 348 ? readVersion1(fields) : readVersion2(fields);
    read.headerBytes = version.headerBytes;
    read.swapped = version.swapped;
    return read;
}

}  // namespace metrisk::io
