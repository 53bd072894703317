#include "core/interop/SegmentationVoxels.h"

#include "core/common/Error.h"
#include "core/interop/DicomDataSet.h"
#include "core/interop/DicomPixels.h"
#include "core/interop/SegmentRoles.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace metrisk::interop {

namespace {

using Eigen::Vector3d;

constexpr double toleranceMm = 0.1;

// By hand and not by dcmseg: that of DCMTK 3.6.7 knows no label maps and refuses files for attributes MetRisk has no
// use for.

[[noreturn]] void refuse(const DicomFile& file, const std::string& what)
{
    throw Error(Error::Kind::Input, file.name() + " " + what, "Export the segmentation again, or as a NIfTI label.");
}

std::string meaningOf(DcmItem& segment, std::uint32_t codes, const std::string& characters)
{
    DcmItem* code = firstItemIn(segment, codes);
    return code ? utf8In(*code, dicomTag(0x0008, 0x0104), characters) : "";
}

/// The segments by number, as the file lists them.
struct Segments {
    std::vector<int> numbers;
    std::vector<NamedSegment> named;
};

Segments segmentsIn(DcmItem& root)
{
    Segments segments;
    const std::string characters = textIn(root, dicomTag(0x0008, 0x0005));
    for (DcmItem* item : itemsIn(root, dicomTag(0x0062, 0x0002))) {
        const auto number = numbersIn(*item, dicomTag(0x0062, 0x0004));
        const auto text = [&](std::uint32_t tag) { return utf8In(*item, tag, characters); };
        const std::string label = text(dicomTag(0x0062, 0x0005));
        const std::string type = meaningOf(*item, dicomTag(0x0062, 0x000F), characters);
        segments.numbers.push_back(number.empty() ? 0 : int(number.front()));
        segments.named.push_back({label.empty() ? type : label, label + " " + text(dicomTag(0x0062, 0x0006)) + " " +
                                                                    text(dicomTag(0x0062, 0x0020)) + " " + type});
    }
    return segments;
}

int referencedSegment(DcmItem& holder)
{
    DcmItem* identification = firstItemIn(holder, dicomTag(0x0062, 0x000A));
    const auto number = identification ? numbersIn(*identification, dicomTag(0x0062, 0x000B)) : std::vector<double>{};
    return number.empty() ? 0 : int(number.front());
}

/// Which segment each frame shows; 0 where a frame shows all (label maps).
std::vector<int> frameSegments(DcmItem& root)
{
    DcmItem* shared = firstItemIn(root, dicomTag(0x5200, 0x9229));
    const int all = shared ? referencedSegment(*shared) : 0;
    std::vector<int> segments;
    for (DcmItem* frame : itemsIn(root, dicomTag(0x5200, 0x9230))) {
        const int own = referencedSegment(*frame);
        segments.push_back(own != 0 ? own : all);
    }
    return segments;
}

void checkPlanes(const DicomFile& file, const DicomHeader& header)
{
    if (header.planes.empty())
        refuse(file, "does not say where each of its frames lies in the patient.");
    const DicomPlane& first = header.planes.front();
    for (const auto& plane : header.planes) {
        const bool alike = plane.positionMm.allFinite() && (plane.axes - first.axes).cwiseAbs().maxCoeff() <= 1e-3 &&
                           (plane.spacingMm - first.spacingMm).cwiseAbs().maxCoeff() <= 1e-3;
        if (!alike)
            refuse(file, "holds frames of different directions or pixel sizes.");
    }
    if (std::abs(first.normal().norm() - 1.0) > 1e-2 || first.spacingMm.minCoeff() < 0.01 || first.spacingMm.maxCoeff() > 100)
        refuse(file, "does not state its directions and pixel sizes.");
}

/// The distance of the slices: what divides all gaps. Left-out slices make gaps of several distances.
double sliceDistance(const DicomFile& file, const DicomHeader& header, const std::vector<double>& heights, double statedMm)
{
    double smallest = 0.0;
    for (std::size_t i = 1; i < heights.size(); ++i)
        if (const double gap = heights[i] - heights[i - 1]; smallest == 0.0 || gap < smallest)
            smallest = gap;
    const auto divides = [&](double mm) {
        return mm > 0.01 && std::all_of(heights.begin(), heights.end(), [&](double height) {
                   const double steps = (height - heights.front()) / mm;
                   return std::abs(steps - std::round(steps)) * mm <= toleranceMm;
               });
    };
    for (const double mm : {statedMm, smallest, heights.size() == 1 ? header.sliceThicknessMm : 0.0})
        if (divides(mm))
            return mm;
    refuse(file, "is unevenly spaced: its slices do not lie at multiples of one distance.");
}

/// The heights of all frames, each once, ascending.
std::vector<double> heightsOf(const std::vector<DicomPlane>& planes, const Vector3d& normal)
{
    std::vector<double> heights;
    for (const auto& plane : planes)
        heights.push_back(plane.positionMm.dot(normal));
    std::sort(heights.begin(), heights.end());
    heights.erase(std::unique(heights.begin(), heights.end(), [](double a, double b) { return b - a < 0.01; }), heights.end());
    return heights;
}

imaging::ImageGeometry gridOf(const DicomFile& file, const DicomHeader& header, double statedMm)
{
    constexpr double mostVoxels = 268435456, mostSlices = 4096;
    checkPlanes(file, header);
    const DicomPlane& first = header.planes.front();
    const Vector3d normal = first.normal().normalized();
    const auto heights = heightsOf(header.planes, normal);
    const double mm = sliceDistance(file, header, heights, statedMm);
    const double slices = std::round((heights.back() - heights.front()) / mm) + 1;
    if (slices > mostSlices || slices * header.rows * header.columns > mostVoxels || header.rows > 4096 || header.columns > 4096)
        refuse(file, "states a size that no scan has.");
    imaging::ImageGeometry grid;
    grid.size = {header.columns, header.rows, int(slices)};
    grid.patientFromVoxel.linear() << first.axes.col(0) * first.spacingMm.x(), first.axes.col(1) * first.spacingMm.y(), normal * mm;
    grid.patientFromVoxel.translation() = first.positionMm + normal * (heights.front() - first.positionMm.dot(normal));
    return grid;
}

int sliceOf(const DicomFile& file, const imaging::ImageGeometry& grid, const DicomPlane& plane)
{
    const Vector3d voxel = grid.voxelAt(plane.positionMm);
    if (Eigen::Vector2d(voxel.x() * grid.spacingMm().x(), voxel.y() * grid.spacingMm().y()).norm() > 2 * toleranceMm)
        refuse(file, "holds frames that are shifted against each other.");
    return std::clamp(int(std::lround(voxel.z())), 0, grid.size[2] - 1);
}

/// Bits of all frames in one row, the lowest of a byte first.
void decodeBits(const DicomFile& file, const DicomHeader& header, const TakeFrame& take)
{
    const Bytes bits = file.outline().pixels;
    std::vector<float> stored(std::size_t(header.rows) * std::size_t(header.columns));
    for (int frame = 0; frame < header.frames; ++frame) {
        const std::size_t first = stored.size() * std::size_t(frame);
        if ((first + stored.size() + 7) / 8 > bits.size())
            refuseDamaged(file.name());
        for (std::size_t i = 0; i < stored.size(); ++i)
            stored[i] = float(std::to_integer<unsigned>(bits[(first + i) / 8]) >> ((first + i) % 8) & 1U);
        take(frame, stored);
    }
}

/// From which stored number on a pixel belongs to the frame's segment.
float thresholdOf(DcmItem& root)
{
    const auto most = numbersIn(root, dicomTag(0x0062, 0x000E));
    const bool fractional = textIn(root, dicomTag(0x0062, 0x0001)).starts_with("FRACTIONAL");
    return fractional ? 0.5F * float(most.empty() ? 255.0 : most.front()) : 0.5F;
}

/// Writes frames into the label map.
class Painting {
public:
    Painting(DcmItem& root, const DicomFile& file, const DicomHeader& header, const imaging::ImageGeometry& grid,
             std::vector<std::string>& notes)
        : m_file(file), m_header(header), m_grid(grid), m_frameSegments(frameSegments(root)),
          m_labelMap(textIn(root, dicomTag(0x0062, 0x0001)).starts_with("LABELMAP")), m_threshold(thresholdOf(root))
    {
        auto segments = segmentsIn(root);
        if (segments.named.size() > 1)  // the number 0 of a label map is its background
            dropBackground(segments);
        const auto labels = labelsOf(segments.named, file.name(), notes);
        for (std::size_t i = 0; i < labels.size(); ++i)
            m_labelOf[segments.numbers[i]] = labels[i];
        m_labels.resize(grid.voxelCount());
    }

    std::vector<std::uint8_t> run()
    {
        const TakeFrame take = [this](int frame, const std::vector<float>& stored) { paint(frame, stored); };
        m_header.bitsAllocated == 1 ? decodeBits(m_file, m_header, take) : decodeFrames(m_file, m_header, take);
        return std::move(m_labels);
    }

private:
    void dropBackground(Segments& segments) const
    {
        for (std::size_t i = 0; i < segments.numbers.size(); ++i)
            if (m_labelMap && segments.numbers[i] == 0) {
                segments.numbers.erase(segments.numbers.begin() + std::ptrdiff_t(i));
                segments.named.erase(segments.named.begin() + std::ptrdiff_t(i));
                return;
            }
    }

    std::uint8_t labelOfNumber(int number) const
    {
        const auto found = m_labelOf.find(number);
        return found == m_labelOf.end() ? std::uint8_t(imaging::Background) : found->second;
    }

    void paint(int frame, const std::vector<float>& stored)
    {
        const auto slice = std::size_t(sliceOf(m_file, m_grid, m_header.planes[std::size_t(frame)])) * stored.size();
        const std::uint8_t own = m_labelMap ? std::uint8_t(0) : labelOfNumber(m_frameSegments[std::size_t(frame)]);
        for (std::size_t i = 0; i < stored.size(); ++i) {
            const std::uint8_t label = m_labelMap ? labelOfNumber(int(stored[i])) : stored[i] >= m_threshold ? own : std::uint8_t(0);
            m_labels[slice + i] = std::max(m_labels[slice + i], label);
        }
    }

    const DicomFile& m_file;
    const DicomHeader& m_header;
    const imaging::ImageGeometry& m_grid;
    std::vector<int> m_frameSegments;
    std::map<int, std::uint8_t> m_labelOf;
    bool m_labelMap;
    float m_threshold;
    std::vector<std::uint8_t> m_labels;
};

double statedDistance(DcmItem& root)
{
    DcmItem* shared = firstItemIn(root, dicomTag(0x5200, 0x9229));
    DcmItem* measures = shared ? firstItemIn(*shared, dicomTag(0x0028, 0x9110)) : nullptr;
    const auto stated = measures ? numbersIn(*measures, dicomTag(0x0018, 0x0088)) : std::vector<double>{};
    return stated.empty() ? 0.0 : std::abs(stated.front());
}

}  // namespace

imaging::LabelMap segmentationVoxels(const DicomFile& file, std::vector<std::string>& notes)
{
    DicomHeader header = headerOf(file);
    if (header.photometric == "PALETTE COLOR")  // colours for showing a label map; its numbers are segments all the same
        header.photometric = "MONOCHROME2";
    return readingDicom(file.name(), [&] {
        const DicomDataSet dataSet(file.outline());
        const auto grid = gridOf(file, header, statedDistance(dataSet.root()));
        return imaging::LabelMap(grid, Painting(dataSet.root(), file, header, grid, notes).run());
    });
}

}  // namespace metrisk::interop
