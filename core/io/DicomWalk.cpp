#include "core/io/DicomWalk.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace metrisk::io {

DicomWalk::DicomWalk(const std::filesystem::path& path) : m_stream(path, std::ios::binary)
{
    std::error_code unknown;
    m_size = std::filesystem::file_size(path, unknown);
    if (unknown || !m_stream)
        throw Broken{};
    skip(132);
}

void DicomWalk::setEncoding(const std::string& transferSyntax)
{
    m_explicit = transferSyntax != "1.2.840.10008.1.2";
    m_bigEndian = transferSyntax == "1.2.840.10008.1.2.2";
}

std::uint16_t DicomWalk::peekGroup()
{
    const auto group = std::uint16_t(number(2));
    m_stream.seekg(std::streamoff(m_at -= 2));
    return group;
}

DicomElement DicomWalk::next()
{
    DicomElement element;
    const auto group = std::uint32_t(number(2));
    element.tag = dicomTag(group, std::uint32_t(number(2)));
    if (group == 0xFFFE)  // items and their ends carry no type
        element.length = std::uint32_t(number(4));
    else
        readTypeAndLength(element);
    return element;
}

std::string DicomWalk::text(const DicomElement& element)
{
    constexpr std::uint32_t longestIdentifier = 1024;
    if (element.length > longestIdentifier || element.length > left())
        throw Broken{};
    std::string value(element.length, '\0');
    read(value.data(), value.size());
    while (!value.empty() && (value.back() == '\0' || value.back() == ' '))
        value.pop_back();
    return value;
}

int DicomWalk::unsignedShort(const DicomElement& element)
{
    if (element.length < 2)
        throw Broken{};
    const int value = int(number(2));
    skip(element.length - 2);
    return value;
}

void DicomWalk::pass(const DicomElement& element, int depth)
{
    if (element.length == DicomElement::undefinedLength)
        passItems(depth);
    else
        skip(element.length);
}

void DicomWalk::passItems(int depth)
{
    constexpr int deepest = 32;
    if (depth > deepest)
        throw Broken{};
    for (DicomElement item = next(); item.tag != dicomTag(0xFFFE, 0xE0DD); item = next()) {
        if (item.tag != dicomTag(0xFFFE, 0xE000))
            throw Broken{};
        if (item.length != DicomElement::undefinedLength) {
            skip(item.length);
            continue;
        }
        for (DicomElement inner = next(); inner.tag != dicomTag(0xFFFE, 0xE00D); inner = next())
            pass(inner, depth + 1);
    }
}

void DicomWalk::skip(std::uintmax_t bytes)
{
    if (bytes > left())
        throw Broken{};
    m_at += bytes;
    m_stream.seekg(std::streamoff(m_at));
}

void DicomWalk::read(char* target, std::size_t bytes)
{
    if (bytes > left() || !m_stream.read(target, std::streamsize(bytes)))
        throw Broken{};
    m_at += bytes;
}

std::uint64_t DicomWalk::number(std::size_t bytes)
{
    std::array<char, 4> raw{};
    read(raw.data(), bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = value << 8 | static_cast<unsigned char>(raw[m_bigEndian ? i : bytes - 1 - i]);
    return value;
}

void DicomWalk::readTypeAndLength(DicomElement& element)
{
    constexpr std::string_view longTypes = "OB OW OF OD OL OV SQ UC UN UR UT SV UV";
    constexpr std::string_view shortTypes = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";
    const auto isUpper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    std::array<char, 2> vr{};
    if (m_explicit)
        read(vr.data(), 2);
    if (m_explicit && isUpper(vr[0]) && isUpper(vr[1])) {
        element.vr.assign(vr.data(), 2);
        const bool isLong = longTypes.find(element.vr) != std::string_view::npos;
        if (!isLong && shortTypes.find(element.vr) == std::string_view::npos)
            throw Broken{};
        if (isLong)
            skip(2);
        element.length = std::uint32_t(number(isLong ? 4 : 2));
        return;
    }
    if (m_explicit)
        m_stream.seekg(std::streamoff(m_at -= 2));  // some private sequences leave the types out
    element.length = std::uint32_t(number(4));
}

}  // namespace metrisk::io
