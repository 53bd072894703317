#include "core/io/DicomOutline.h"

#include "core/common/Error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string_view>

namespace metrisk::io {

namespace {

constexpr std::uint32_t undefinedLength = 0xFFFFFFFF;

/// Thrown inside the walk when the bytes end too early or make no sense.
struct Broken {};

constexpr std::uint32_t tag(std::uint32_t group, std::uint32_t element) { return group << 16 | element; }

struct Element {
    std::uint32_t tag = 0;
    std::uint32_t length = 0;
    std::string vr;  // empty where the file leaves it out
};

/// Walks a file's elements (DICOM PS3.5, chapter 7).
class Walk {
public:
    explicit Walk(const std::filesystem::path& path) : m_stream(path, std::ios::binary)
    {
        std::error_code unknown;
        m_size = std::filesystem::file_size(path, unknown);
        if (unknown || !m_stream)
            throw Broken{};
        skip(132);
    }

    void setEncoding(const std::string& transferSyntax)
    {
        m_explicit = transferSyntax != "1.2.840.10008.1.2";
        m_bigEndian = transferSyntax == "1.2.840.10008.1.2.2";
    }

    bool atEnd() const { return m_at >= m_size; }
    std::uintmax_t left() const { return m_size - m_at; }

    /// The next element's group, without moving on.
    std::uint16_t peekGroup()
    {
        const auto group = std::uint16_t(number(2));
        m_stream.seekg(std::streamoff(m_at -= 2));
        return group;
    }

    Element next()
    {
        Element element;
        const auto group = std::uint32_t(number(2));
        element.tag = tag(group, std::uint32_t(number(2)));
        if (group == 0xFFFE) {  // items and their ends carry no type
            element.length = std::uint32_t(number(4));
            return element;
        }
        readTypeAndLength(element);
        return element;
    }

    std::string text(const Element& element)
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

    int unsignedShort(const Element& element)
    {
        if (element.length < 2 || (!element.vr.empty() && element.vr != "US"))
            throw Broken{};
        const int value = int(number(2));
        skip(element.length - 2);
        return value;
    }

    void skip(std::uintmax_t bytes)
    {
        if (bytes > left())
            throw Broken{};
        m_at += bytes;
        m_stream.seekg(std::streamoff(m_at));
    }

    /// Passes over a value, whatever it holds.
    void pass(const Element& element, int depth = 0)
    {
        if (element.length == undefinedLength)
            passItems(depth);
        else
            skip(element.length);
    }

    /// Items up to the sequence's end; the parts of compressed pixel data are stored the same way.
    void passItems(int depth)
    {
        constexpr int deepest = 32;
        if (depth > deepest)
            throw Broken{};
        for (Element item = next(); item.tag != tag(0xFFFE, 0xE0DD); item = next()) {
            if (item.tag != tag(0xFFFE, 0xE000))
                throw Broken{};
            if (item.length != undefinedLength) {
                skip(item.length);
                continue;
            }
            for (Element inner = next(); inner.tag != tag(0xFFFE, 0xE00D); inner = next())
                pass(inner, depth + 1);
        }
    }

private:
    void read(char* target, std::size_t bytes)
    {
        if (bytes > left() || !m_stream.read(target, std::streamsize(bytes)))
            throw Broken{};
        m_at += bytes;
    }

    std::uint64_t number(std::size_t bytes)
    {
        std::array<char, 4> raw{};
        read(raw.data(), bytes);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | static_cast<unsigned char>(raw[m_bigEndian ? i : bytes - 1 - i]);
        return value;
    }

    void readTypeAndLength(Element& element)
    {
        constexpr std::array<std::string_view, 13> longTypes{"OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UC",
                                                             "UN", "UR", "UT", "SV", "UV"};
        constexpr std::array<std::string_view, 21> shortTypes{"AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS",
                                                              "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL",
                                                              "US"};
        const auto isIn = [&](const auto& types) {
            return std::find(types.begin(), types.end(), element.vr) != types.end();
        };
        if (m_explicit) {
            std::array<char, 2> vr{};
            read(vr.data(), 2);
            if (std::isupper(static_cast<unsigned char>(vr[0])) && std::isupper(static_cast<unsigned char>(vr[1]))) {
                element.vr.assign(vr.data(), 2);
                const bool isLong = isIn(longTypes);
                if (!isLong && !isIn(shortTypes))
                    throw Broken{};
                if (isLong)
                    skip(2);
                element.length = std::uint32_t(number(isLong ? 4 : 2));
                return;
            }
            m_stream.seekg(std::streamoff(m_at -= 2));  // some private sequences leave the types out
        }
        element.length = std::uint32_t(number(4));
    }

    std::ifstream m_stream;
    std::uintmax_t m_size = 0;
    std::uintmax_t m_at = 0;
    bool m_explicit = true;
    bool m_bigEndian = false;
};

void walkMeta(Walk& walk, DicomOutline& outline)
{
    while (!walk.atEnd() && walk.peekGroup() == 0x0002) {
        const Element element = walk.next();
        if (element.vr.empty())  // here the types are always written
            throw Broken{};
        if (element.tag == tag(0x0002, 0x0010))
            outline.transferSyntax = walk.text(element);
        else
            walk.pass(element);
    }
}

/// The numbers that describe the pixels are all unsigned shorts; GDCM relies on it.
bool isPixelNumber(std::uint32_t t)
{
    return t == tag(0x0028, 0x0101) || t == tag(0x0028, 0x0102) || t == tag(0x0028, 0x0103) || t == tag(0x0028, 0x0006);
}

void readElement(Walk& walk, const Element& element, DicomOutline& outline)
{
    switch (element.tag) {
    case tag(0x0008, 0x0016): outline.sopClass = walk.text(element); break;
    case tag(0x0020, 0x000E): outline.seriesUid = walk.text(element); break;
    case tag(0x0028, 0x0002): outline.samplesPerPixel = walk.unsignedShort(element); break;
    case tag(0x0028, 0x0008): outline.frames = std::atoi(walk.text(element).c_str()); break;
    case tag(0x0028, 0x0010): outline.rows = walk.unsignedShort(element); break;
    case tag(0x0028, 0x0011): outline.columns = walk.unsignedShort(element); break;
    case tag(0x0028, 0x0100): outline.bitsAllocated = walk.unsignedShort(element); break;
    default:
        if (isPixelNumber(element.tag))
            walk.unsignedShort(element);
        else
            walk.pass(element);
    }
}

void walkPixels(Walk& walk, const Element& element, DicomOutline& outline)
{
    outline.hasPixels = true;
    if (element.length == undefinedLength) {
        walk.passItems(0);
        return;
    }
    const double bytes = double(outline.rows) * outline.columns * outline.frames * outline.samplesPerPixel *
                         outline.bitsAllocated / 8.0;
    if (double(element.length) < bytes || element.length > walk.left())
        throw Broken{};
}

void walkFile(Walk& walk, DicomOutline& outline)
{
    walkMeta(walk, outline);
    if (outline.transferSyntax == "1.2.840.10008.1.2.1.99") {
        outline.problem = "is compressed as a whole (deflated), which MetRisk cannot read";
        return;
    }
    walk.setEncoding(outline.transferSyntax);
    while (!walk.atEnd()) {
        const Element element = walk.next();
        if (element.tag == tag(0x7FE0, 0x0010))
            return walkPixels(walk, element, outline);
        readElement(walk, element, outline);
    }
}

/// What is sound DICOM, but no measured image.
std::string unsuitable(const DicomOutline& outline)
{
    if (outline.sopClass.starts_with("1.2.840.10008.5.1.4.1.1.481"))
        return "is a radiotherapy object (dose, plan or structure set), not an image";
    if (outline.sopClass.starts_with("1.2.840.10008.5.1.4.1.1.66"))
        return "is a DICOM segmentation, which MetRisk cannot read yet";
    const bool plausible = outline.rows > 0 && outline.columns > 0 && outline.frames > 0 && outline.bitsAllocated > 0;
    return outline.hasPixels && plausible ? "" : "holds no image";
}

}  // namespace

bool isDicomFile(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::array<char, 132> start{};
    return stream.read(start.data(), start.size()) && std::string_view(start.data() + 128, 4) == "DICM";
}

DicomOutline dicomOutlineOf(const std::filesystem::path& path)
{
    DicomOutline outline;
    try {
        Walk walk(path);
        walkFile(walk, outline);
    } catch (const Broken&) {
        outline.problem = "is cut short or damaged";
    }
    if (outline.problem.empty())
        outline.problem = unsuitable(outline);
    return outline;
}

DicomOutline checkedOutline(const std::filesystem::path& path)
{
    const auto outline = dicomOutlineOf(path);
    if (!outline.problem.empty())
        throw Error(Error::Kind::Input, path.filename().string() + " " + outline.problem + ".",
                    "Export the image series again as DICOM, or as NIfTI.");
    return outline;
}

}  // namespace metrisk::io
