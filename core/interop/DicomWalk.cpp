#include "core/interop/DicomWalk.h"

#include <string_view>

namespace metrisk::interop {

namespace {

constexpr auto itemTag = dicomTag(0xFFFE, 0xE000), itemEnd = dicomTag(0xFFFE, 0xE00D), sequenceEnd = dicomTag(0xFFFE, 0xE0DD);

}  // namespace

void DicomWalk::setEncoding(bool isExplicit, bool bigEndian)
{
    m_explicit = isExplicit;
    m_bigEndian = bigEndian;
}

std::uint16_t DicomWalk::peekGroup()
{
    const auto group = std::uint16_t(number(2));
    m_at -= 2;
    return group;
}

DicomElement DicomWalk::next()
{
    DicomElement element;
    const auto group = number(2);
    element.tag = dicomTag(group, number(2));
    if (group == 0xFFFE)  // items and their ends carry no type
        element.length = number(4);
    else
        readTypeAndLength(element);
    return element;
}

std::string DicomWalk::text(const DicomElement& element)
{
    constexpr std::uint32_t longestIdentifier = 1024;
    if (element.length > longestIdentifier || element.length > left())
        throw Broken{};
    std::string value(reinterpret_cast<const char*>(m_bytes.data()) + m_at, element.length);
    m_at += element.length;
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
    const bool sequence = element.vr == "SQ" || (element.vr.empty() && startsWithItem(element));
    if (element.length == DicomElement::undefinedLength) {
        const bool before = m_explicit;
        m_explicit = before && element.vr != "UN";  // unknown sequences are written without types (PS3.5, 6.2.2)
        passItems(true, m_bytes.size(), depth);
        m_explicit = before;
        return;
    }
    if (element.length > left())
        throw Broken{};
    sequence ? passItems(false, m_at + element.length, depth) : skip(element.length);
}

std::vector<Bytes> DicomWalk::pixelItems()
{
    std::vector<Bytes> items;
    for (DicomElement item = next(); item.tag != sequenceEnd; item = next()) {
        if (item.tag != itemTag || item.length > left())
            throw Broken{};
        items.push_back(m_bytes.subspan(m_at, item.length));
        skip(item.length);
    }
    if (items.empty())
        throw Broken{};
    items.erase(items.begin());
    return items;
}

/// Up to `end`; an open sequence, whose length is not written, up to its own end.
void DicomWalk::passItems(bool open, std::size_t end, int depth)
{
    constexpr int deepest = 32;
    if (depth > deepest)
        throw Broken{};
    while (m_at < end) {
        const DicomElement item = next();
        if (item.tag == sequenceEnd)
            return;
        if (item.tag != itemTag)
            throw Broken{};
        passItem(item, depth);
    }
    if (open || m_at > end)
        throw Broken{};
}

void DicomWalk::passItem(const DicomElement& item, int depth)
{
    const bool open = item.length == DicomElement::undefinedLength;
    if (!open && item.length > left())
        throw Broken{};
    const std::size_t end = open ? m_bytes.size() : m_at + item.length;
    while (m_at < end) {
        const DicomElement inner = next();
        if (inner.tag == itemEnd)
            return;
        pass(inner, depth + 1);
    }
    if (open || m_at > end)
        throw Broken{};
}

bool DicomWalk::startsWithItem(const DicomElement& element) const
{
    if (element.length < 8 || left() < 4)
        return false;
    const auto byte = [&](std::size_t i) { return std::to_integer<std::uint32_t>(m_bytes[m_at + i]); };
    const std::uint32_t little = byte(1) << 24 | byte(0) << 16 | byte(3) << 8 | byte(2);
    const std::uint32_t big = byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
    return (m_bigEndian ? big : little) == itemTag;
}

void DicomWalk::skip(std::size_t bytes)
{
    if (bytes > left())
        throw Broken{};
    m_at += bytes;
}

std::uint32_t DicomWalk::number(std::size_t bytes)
{
    if (bytes > left())
        throw Broken{};
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = value << 8 | std::to_integer<std::uint32_t>(m_bytes[m_at + (m_bigEndian ? i : bytes - 1 - i)]);
    m_at += bytes;
    return value;
}

void DicomWalk::readTypeAndLength(DicomElement& element)
{
    constexpr std::string_view longTypes = "OB OW OF OD OL OV SQ UC UN UR UT SV UV";
    constexpr std::string_view shortTypes = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";
    if (!m_explicit) {
        element.length = number(4);
        return;
    }
    if (left() < 2)
        throw Broken{};
    element.vr.assign(reinterpret_cast<const char*>(m_bytes.data()) + m_at, 2);
    skip(2);
    const bool isLong = longTypes.find(element.vr) != std::string_view::npos;
    if (element.vr.find(' ') != std::string::npos || (!isLong && shortTypes.find(element.vr) == std::string_view::npos))
        throw Broken{};
    if (isLong)
        skip(2);
    element.length = number(isLong ? 4 : 2);
}

}  // namespace metrisk::interop
