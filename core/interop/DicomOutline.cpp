#include "core/interop/DicomOutline.h"

#include "core/common/LetterCase.h"
#include "core/interop/Inflate.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace metrisk::interop {

namespace {

constexpr auto implicitLittle = "1.2.840.10008.1.2", explicitLittle = "1.2.840.10008.1.2.1",
               explicitBig = "1.2.840.10008.1.2.2", deflated = "1.2.840.10008.1.2.1.99";

bool hasMark(Bytes file, std::size_t at)
{
    return file.size() >= at + 4 && std::memcmp(file.data() + at, "DICM", 4) == 0;
}

/// Where the first element begins: behind the mark, where there is one.
std::size_t firstElement(Bytes file) { return hasMark(file, 128) ? 132 : hasMark(file, 0) ? 4 : 0; }

struct Meta {
    std::string transferSyntax, sopClass;
};

/// Passes the meta elements and keeps what they name.
Meta walkMeta(DicomWalk& walk)
{
    Meta meta;
    while (!walk.atEnd() && walk.peekGroup() == 0x0002) {
        const DicomElement element = walk.next();
        if (element.vr.empty())  // here the types are always written
            throw DicomWalk::Broken{};
        if (element.tag == dicomTag(0x0002, 0x0010))
            meta.transferSyntax = walk.text(element);
        else if (element.tag == dicomTag(0x0002, 0x0002))
            meta.sopClass = walk.text(element);
        else
            walk.pass(element);
    }
    return meta;
}

bool hasTypeAt(Bytes bytes, std::size_t at)
{
    const auto upper = [&](std::size_t i) { return std::isupper(std::to_integer<unsigned char>(bytes[i])) != 0; };
    return bytes.size() >= at + 2 && upper(at) && upper(at + 1);
}

/// The first element of a data set is in a group below 0x20: one of its two bytes is 0, which tells the byte order.
DicomEncoding encodingOf(const std::string& named, Bytes dataSet)
{
    DicomEncoding encoding{named, hasTypeAt(dataSet, 4), false, !named.empty()};
    encoding.bigEndian = named == explicitBig ||
                         (named.empty() && dataSet.size() > 2 && dataSet[0] == std::byte{0} && dataSet[1] != std::byte{0});
    if (named.empty())
        encoding.transferSyntax = !encoding.isExplicit ? implicitLittle : encoding.bigEndian ? explicitBig : explicitLittle;
    return encoding;
}

void readElement(DicomWalk& walk, const DicomElement& element, DicomOutline& outline)
{
    switch (element.tag) {
    case dicomTag(0x0008, 0x0016): outline.sopClass = walk.text(element); break;
    case dicomTag(0x0008, 0x0060): outline.modality = common::upperCase(walk.text(element)); break;
    case dicomTag(0x0020, 0x000E): outline.seriesUid = walk.text(element); break;
    case dicomTag(0x0028, 0x0002): outline.samplesPerPixel = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0008): outline.frames = std::atoi(walk.text(element).c_str()); break;
    case dicomTag(0x0028, 0x0010): outline.rows = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0011): outline.columns = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0100): outline.bitsAllocated = walk.unsignedShort(element); break;
    default: walk.pass(element);
    }
}

/// CT, MR and enhanced MR image storage: these always hold pixels.
bool isSliceClass(const std::string& sopClass)
{
    return sopClass == "1.2.840.10008.5.1.4.1.1.2" || sopClass == "1.2.840.10008.5.1.4.1.1.4" ||
           sopClass == "1.2.840.10008.5.1.4.1.1.4.1";
}

void walkPixels(DicomWalk& walk, const DicomElement& element, DicomOutline& outline)
{
    outline.hasPixels = true;
    if (isSliceClass(outline.sopClass) && outline.statedPixelBytes() <= 0)
        throw DicomWalk::Broken{};
    if (element.length == DicomElement::undefinedLength) {
        outline.pixelItems = walk.pixelItems();
        outline.pixelsEnd = walk.at();
        if (outline.pixelItems.empty())
            throw DicomWalk::Broken{};
        return;
    }
    const bool colour = outline.samplesPerPixel != 1;  // may be stored with half the colours; refused later, by name
    if ((!colour && double(element.length) < outline.statedPixelBytes()) || element.length > walk.left())
        throw DicomWalk::Broken{};
    outline.pixels = outline.dataSet.subspan(walk.at(), element.length);
    outline.pixelsEnd = walk.at() + element.length;
}

void walkDataSet(DicomOutline& outline)
{
    DicomWalk walk(outline.dataSet);
    walk.setEncoding(outline.encoding.isExplicit, outline.encoding.bigEndian);
    while (!walk.atEnd()) {
        outline.pixelsAt = walk.at();
        const DicomElement element = walk.next();
        if (element.tag == dicomTag(0x7FE0, 0x0010))
            return walkPixels(walk, element, outline);
        outline.floatPixels = outline.floatPixels || element.tag == dicomTag(0x7FE0, 0x0008) || element.tag == dicomTag(0x7FE0, 0x0009);
        readElement(walk, element, outline);
        outline.pixelsAt = outline.pixelsEnd = walk.at();
    }
    // A slice cut exactly between two elements is sound to its end; left out in silence it would
    // shorten the volume.
    outline.lacksPixels = isSliceClass(outline.sopClass) && !outline.floatPixels;
}

void walkFile(Bytes file, DicomOutline& outline)
{
    DicomWalk walk(file, firstElement(file));
    const Meta meta = walkMeta(walk);
    outline.dataSet = file.subspan(walk.at());
    outline.sopClass = meta.sopClass;  // a DICOMDIR names it only here
    if (meta.transferSyntax == deflated) {
        outline.inflated = inflated(outline.dataSet);
        outline.dataSet = outline.inflated;
    }
    outline.encoding = encodingOf(meta.transferSyntax, outline.dataSet);
    walkDataSet(outline);
}

}  // namespace

bool looksLikeDicom(Bytes start)
{
    if (hasMark(start, 128) || hasMark(start, 0))
        return true;
    if (start.size() < 16)
        return false;
    const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(start[i]); };
    const bool little = (byte(0) == 0x02 || byte(0) == 0x08) && byte(1) == 0;
    const bool big = byte(0) == 0 && byte(1) == 0x08;
    if (!little && !big)
        return false;
    const unsigned element = little ? byte(2) | byte(3) << 8 : byte(2) << 8 | byte(3);
    const unsigned length = byte(4) | byte(5) << 8 | byte(6) << 16 | byte(7) << 24;
    constexpr unsigned farthestFirstElement = 0x60, longestFirstValue = 256;
    return element <= farthestFirstElement && (hasTypeAt(start, 4) || (little && length <= longestFirstValue && length % 2 == 0));
}

DicomOutline dicomOutlineOf(Bytes file)
{
    DicomOutline outline;
    try {
        walkFile(file, outline);
    } catch (const DicomWalk::Broken&) {
        outline.damaged = true;
    }
    return outline;
}

}  // namespace metrisk::interop
