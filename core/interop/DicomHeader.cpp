#include "core/interop/DicomHeader.h"

#include "core/interop/DicomDataSet.h"
#include "core/interop/DicomText.h"
#include "core/interop/Mosaic.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcxfer.h>

#include <algorithm>
#include <cmath>

namespace metrisk::interop {

namespace {

constexpr auto pixelSpacingTag = dicomTag(0x0028, 0x0030), positionTag = dicomTag(0x0020, 0x0032),
               orientationTag = dicomTag(0x0020, 0x0037), interceptTag = dicomTag(0x0028, 0x1052),
               slopeTag = dicomTag(0x0028, 0x1053), thicknessTag = dicomTag(0x0018, 0x0050);

/// The items that may hold what belongs to one frame, the frame's own before those shared by all.
using Holders = std::vector<DcmItem*>;

/// The first of the holders' values; in enhanced files inside the group's sequence.
std::vector<double> numbersOf(const Holders& holders, std::uint32_t group, std::uint32_t tag)
{
    for (DcmItem* holder : holders) {
        DcmItem* item = group == 0 ? holder : firstItemIn(*holder, group);
        if (!item)
            continue;
        if (auto numbers = numbersIn(*item, tag); !numbers.empty())
            return numbers;
    }
    return {};
}

/// Which sequences hold what, in enhanced files; all 0 in classic ones, whose values stand at the top.
struct Groups {
    std::uint32_t position = 0, orientation = 0, measures = 0, values = 0;
};
constexpr Groups enhancedGroups{dicomTag(0x0020, 0x9113), dicomTag(0x0020, 0x9116), dicomTag(0x0028, 0x9110),
                                dicomTag(0x0028, 0x9145)};

/// One number; `otherwise` where nothing is said, NaN where what is said is no single number.
double statedNumber(const Holders& holders, std::uint32_t group, std::uint32_t tag, double otherwise)
{
    for (DcmItem* holder : holders) {
        DcmItem* item = group == 0 ? holder : firstItemIn(*holder, group);
        if (!item || textIn(*item, tag).empty())
            continue;
        const auto numbers = numbersIn(*item, tag);
        return numbers.size() == 1 ? numbers.front() : std::nan("");
    }
    return otherwise;
}

/// Appends the frame's plane; false when the frame does not say where it lies.
bool appendPlane(const Holders& holders, const Groups& groups, std::vector<DicomPlane>& planes)
{
    const auto position = numbersOf(holders, groups.position, positionTag);
    const auto axes = numbersOf(holders, groups.orientation, orientationTag);
    const auto spacing = numbersOf(holders, groups.measures, pixelSpacingTag);
    if (position.size() != 3 || axes.size() != 6 || spacing.size() != 2)
        return false;
    DicomPlane plane;
    plane.positionMm = Eigen::Vector3d(position.data());
    plane.axes = Eigen::Matrix<double, 3, 2>(axes.data());
    plane.spacingMm = {spacing[1], spacing[0]};  // the file names the distance of the rows first
    plane.slope = statedNumber(holders, groups.values, slopeTag, 1.0);
    plane.intercept = statedNumber(holders, groups.values, interceptTag, 0.0);
    planes.push_back(plane);
    return true;
}

std::vector<DicomPlane> planesIn(DcmItem& root, int frames)
{
    std::vector<DicomPlane> planes;
    const auto own = itemsIn(root, dicomTag(0x5200, 0x9230));
    if (own.empty()) {
        if (frames == 1)
            appendPlane({&root}, {}, planes);
        return planes;
    }
    DcmItem* shared = firstItemIn(root, dicomTag(0x5200, 0x9229));
    if (int(own.size()) != frames)
        return {};
    for (DcmItem* frame : own)
        if (!appendPlane(shared ? Holders{frame, shared} : Holders{frame}, enhancedGroups, planes))
            return {};
    return planes;
}

/// A number that stands at the top of classic files, in a shared group of enhanced ones. 0 where there is none.
double numberIn(DcmItem& root, std::uint32_t tag, std::uint32_t enhancedGroup, std::uint32_t enhancedTag)
{
    if (const auto numbers = numbersIn(root, tag); !numbers.empty())
        return std::max(0.0, numbers.front());
    DcmItem* shared = firstItemIn(root, dicomTag(0x5200, 0x9229));
    const auto numbers = shared ? numbersOf({shared}, enhancedGroup, enhancedTag) : std::vector<double>{};
    return numbers.empty() ? 0.0 : std::max(0.0, numbers.front());
}

void readMeasurement(DcmItem& root, DicomHeader& header)
{
    constexpr auto timing = dicomTag(0x0018, 0x9112), echo = dicomTag(0x0018, 0x9114), modifier = dicomTag(0x0018, 0x9115);
    header.sliceThicknessMm = numberIn(root, thicknessTag, enhancedGroups.measures, thicknessTag);
    header.repetitionTimeMs = numberIn(root, dicomTag(0x0018, 0x0080), timing, dicomTag(0x0018, 0x0080));
    header.echoTimeMs = numberIn(root, dicomTag(0x0018, 0x0081), echo, dicomTag(0x0018, 0x9082));
    header.inversionTimeMs = numberIn(root, dicomTag(0x0018, 0x0082), modifier, dicomTag(0x0018, 0x9079));
}

void readTexts(DcmItem& root, DicomHeader& header)
{
    const std::string characters = textIn(root, dicomTag(0x0008, 0x0005));
    const auto text = [&](std::uint32_t group, std::uint32_t element) {
        return utf8In(root, dicomTag(group, element), characters);
    };
    header.patientNameAsWritten = text(0x0010, 0x0010);
    header.patientName = personName(header.patientNameAsWritten);
    header.patientId = text(0x0010, 0x0020);
    header.birthDate = isoDate(text(0x0010, 0x0030));
    header.studyDate = isoDate(text(0x0008, 0x0020));
    header.studyDescription = text(0x0008, 0x1030);
    header.seriesDescription = text(0x0008, 0x103E);
    header.protocolName = text(0x0018, 0x1030);
    header.contrastAgent = text(0x0018, 0x0010);
    header.modality = text(0x0008, 0x0060);
    header.imageType = text(0x0008, 0x0008);
    header.photometric = text(0x0028, 0x0004);
    if (DcmItem* agent = firstItemIn(root, dicomTag(0x0018, 0x0012)); agent && header.contrastAgent.empty())
        header.contrastAgent = utf8In(*agent, dicomTag(0x0008, 0x0104), characters);
}

void readIdentifiers(DcmItem& root, DicomHeader& header)
{
    header.sopInstanceUid = textIn(root, dicomTag(0x0008, 0x0018));
    header.studyUid = textIn(root, dicomTag(0x0020, 0x000D));
    header.seriesUid = textIn(root, dicomTag(0x0020, 0x000E));
    header.frameOfReferenceUid = textIn(root, dicomTag(0x0020, 0x0052));
    header.concatenationUid = textIn(root, dicomTag(0x0020, 0x9161));
    header.echoNumber = textIn(root, dicomTag(0x0018, 0x0086));
    header.bValue = textIn(root, dicomTag(0x0018, 0x9087));
    header.temporalPosition = textIn(root, dicomTag(0x0020, 0x0100));
    header.acquisition = textIn(root, dicomTag(0x0020, 0x0012));
}

/// A number that fits an int; `otherwise` where there is none.
int wholeIn(DcmItem& root, std::uint32_t tag, int otherwise)
{
    const auto numbers = numbersIn(root, tag);
    return numbers.empty() || std::abs(numbers.front()) > 1e6 ? otherwise : int(numbers.front());
}

void readPixelLayout(DcmItem& root, DicomHeader& header)
{
    header.bitsStored = wholeIn(root, dicomTag(0x0028, 0x0101), header.bitsAllocated);
    header.highBit = wholeIn(root, dicomTag(0x0028, 0x0102), header.bitsStored - 1);
    header.isSigned = wholeIn(root, dicomTag(0x0028, 0x0103), 0) == 1;
    header.lossy = textIn(root, dicomTag(0x0028, 0x2110)).starts_with("01");
}

}  // namespace

DicomHeader headerOf(const DicomFile& file)
{
    return readingDicom(file.name(), [&] {
        const auto& outline = file.outline();
        const DicomDataSet dataSet(outline);
        DicomHeader header;
        header.transferSyntax = outline.encoding.transferSyntax;
        header.sopClass = outline.sopClass;
        header.rows = outline.rows;
        header.columns = outline.columns;
        header.frames = outline.frames;
        header.samplesPerPixel = outline.samplesPerPixel;
        header.bitsAllocated = outline.bitsAllocated;
        header.surplusPixels = double(outline.pixels.size()) > outline.statedPixelBytes() + 1;
        readTexts(dataSet.root(), header);
        readIdentifiers(dataSet.root(), header);
        readPixelLayout(dataSet.root(), header);
        header.planes = planesIn(dataSet.root(), header.frames);
        readMeasurement(dataSet.root(), header);
        header.mosaic = isMosaic(dataSet.root(), header.imageType);
        header.valueTable = firstItemIn(dataSet.root(), dicomTag(0x0028, 0x3000)) != nullptr;
        return header;
    });
}

std::string transferSyntaxName(const std::string& uid)
{
    const DcmXfer known(uid.c_str());
    return uid.empty() ? "" : known.getXfer() == EXS_Unknown ? "transfer syntax " + uid : known.getXferName();
}

}  // namespace metrisk::interop
