#include "core/io/DicomOutline.h"

#include "core/common/Error.h"
#include "core/io/DicomWalk.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string_view>

namespace metrisk::io {

namespace {

void walkMeta(DicomWalk& walk, DicomOutline& outline)
{
    while (!walk.atEnd() && walk.peekGroup() == 0x0002) {
        const DicomElement element = walk.next();
        if (element.vr.empty())  // here the types are always written
            throw DicomWalk::Broken{};
        if (element.tag == dicomTag(0x0002, 0x0010))
            outline.transferSyntax = walk.text(element);
        else
            walk.pass(element);
    }
}

struct TypedTag {
    std::uint32_t tag;
    std::string_view vr;
};

/// Elements that GDCM takes for granted to be of the standard's type: it stops the program otherwise.
constexpr std::array<TypedTag, 15> typedTags{{{dicomTag(0x0018, 0x0050), "DS"},
                                              {dicomTag(0x0018, 0x0088), "DS"},
                                              {dicomTag(0x0020, 0x0032), "DS"},
                                              {dicomTag(0x0020, 0x0037), "DS"},
                                              {dicomTag(0x0028, 0x0002), "US"},
                                              {dicomTag(0x0028, 0x0004), "CS"},
                                              {dicomTag(0x0028, 0x0006), "US"},
                                              {dicomTag(0x0028, 0x0008), "IS"},
                                              {dicomTag(0x0028, 0x0010), "US"},
                                              {dicomTag(0x0028, 0x0011), "US"},
                                              {dicomTag(0x0028, 0x0030), "DS"},
                                              {dicomTag(0x0028, 0x0100), "US"},
                                              {dicomTag(0x0028, 0x0101), "US"},
                                              {dicomTag(0x0028, 0x0102), "US"},
                                              {dicomTag(0x0028, 0x0103), "US"}}};

void checkType(const DicomElement& element)
{
    for (const auto& typed : typedTags)
        if (typed.tag == element.tag && !element.vr.empty() && element.vr != typed.vr)
            throw DicomWalk::Broken{};
}

void readElement(DicomWalk& walk, const DicomElement& element, DicomOutline& outline)
{
    checkType(element);
    switch (element.tag) {
    case dicomTag(0x0008, 0x0016): outline.sopClass = walk.text(element); break;
    case dicomTag(0x0020, 0x000E): outline.seriesUid = walk.text(element); break;
    case dicomTag(0x0028, 0x0002): outline.samplesPerPixel = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0008): outline.frames = std::atoi(walk.text(element).c_str()); break;
    case dicomTag(0x0028, 0x0010): outline.rows = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0011): outline.columns = walk.unsignedShort(element); break;
    case dicomTag(0x0028, 0x0100): outline.bitsAllocated = walk.unsignedShort(element); break;
    default: walk.pass(element);
    }
}

void walkPixels(DicomWalk& walk, const DicomElement& element, DicomOutline& outline)
{
    outline.hasPixels = true;
    if (element.length == DicomElement::undefinedLength) {
        walk.passItems(0);
        return;
    }
    const double bytes = double(outline.rows) * outline.columns * outline.frames * outline.samplesPerPixel *
                         outline.bitsAllocated / 8.0;
    if (double(element.length) < bytes || element.length > walk.left())
        throw DicomWalk::Broken{};
}

/// CT, MR and enhanced MR image storage: these always hold pixels.
bool isSliceClass(const std::string& sopClass)
{
    return sopClass == "1.2.840.10008.5.1.4.1.1.2" || sopClass == "1.2.840.10008.5.1.4.1.1.4" ||
           sopClass == "1.2.840.10008.5.1.4.1.1.4.1";
}

void walkFile(DicomWalk& walk, DicomOutline& outline)
{
    walkMeta(walk, outline);
    if (outline.transferSyntax == "1.2.840.10008.1.2.1.99") {
        outline.problem = "is compressed as a whole (deflated), which MetRisk cannot read";
        return;
    }
    walk.setEncoding(outline.transferSyntax);
    while (!walk.atEnd()) {
        const DicomElement element = walk.next();
        if (element.tag == dicomTag(0x7FE0, 0x0010))
            return walkPixels(walk, element, outline);
        readElement(walk, element, outline);
    }
    // A slice cut exactly between two elements is sound to its end; left out in silence it would
    // shorten the volume.
    if (isSliceClass(outline.sopClass) || (outline.rows > 0 && outline.columns > 0))
        throw DicomWalk::Broken{};
}

/// What is sound DICOM, but no measured image.
std::string unsuitable(const DicomOutline& outline)
{
    if (outline.sopClass.starts_with("1.2.840.10008.5.1.4.1.1.481"))
        return "is a radiotherapy object (dose, plan or structure set), not an image";
    if (outline.sopClass.starts_with("1.2.840.10008.5.1.4.1.1.66"))
        return "is a DICOM segmentation, which MetRisk cannot read yet";
    const bool plausible =
        outline.rows > 0 && outline.columns > 0 && outline.frames > 0 && outline.bitsAllocated > 0;
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
        DicomWalk walk(path);
        walkFile(walk, outline);
    } catch (const DicomWalk::Broken&) {
        outline.damaged = true;
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
