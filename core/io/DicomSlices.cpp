#include "core/io/DicomSlices.h"

#include "core/common/Error.h"
#include "core/io/GeometryCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::io {

namespace {

using imaging::ImageGeometry;
using interop::DicomHeader;
using interop::DicomPlane;

constexpr double toleranceMm = 0.1, samePlaceMm = 0.01;

[[noreturn]] void refuse(const std::string& series, const std::string& what, const std::string& todo)
{
    throw Error(Error::Kind::Input, fmt::format("The DICOM series in {} {}", series, what), todo);
}

struct Slice {
    DicomPlane plane;
    SliceRef ref;
    double height = 0.0;  // along the normal, mm
};

void checkHeader(const DicomHeader& header, const std::string& series)
{
    if (header.mosaic)
        refuse(series, "is a mosaic: many slices lie side by side in one picture.",
               "Export it as single slices or as enhanced multi-frame DICOM.");
    if (header.samplesPerPixel != 1 || header.photometric == "PALETTE COLOR")
        refuse(series, "is a colour picture, not measured intensities.", "Choose the original series.");
    if (header.valueTable)
        refuse(series, "keeps its values in a table (modality LUT) that MetRisk does not read.",
               "Export it with a rescale slope and intercept instead, or as NIfTI.");
    if (header.planes.empty())
        refuse(series, "does not say where each of its images lies in the patient.",
               "Choose the original series of the scanner.");
}

void checkPlane(const DicomPlane& plane, const std::string& series)
{
    constexpr double farthestMm = 1e5, rightAngle = 1e-3, unitLength = 1e-2, largestRescale = 1e9;
    if (!plane.positionMm.allFinite() || plane.positionMm.cwiseAbs().maxCoeff() > farthestMm)
        refuse(series, "is damaged: its place in the patient is not a number.", "Export the series again.");
    const Eigen::Vector2d lengths = plane.axes.colwise().norm();
    if ((lengths.array() - 1.0).abs().maxCoeff() > unitLength ||
        std::abs(plane.axes.col(0).dot(plane.axes.col(1))) > rightAngle)
        refuse(series, "does not state its directions: they are not at right angles.", "Export the series again.");
    checkSpacing({plane.spacingMm.x(), plane.spacingMm.y(), 1.0}, series);
    if (plane.slope == 0.0)
        refuse(series, "states a rescale slope of 0, which leaves no values.", "Export the series again.");
    if (!(std::abs(plane.slope) < largestRescale && std::abs(plane.intercept) < largestRescale))
        refuse(series, "states a rescale slope or intercept that is no number of a scan.", "Export the series again.");
}

std::vector<Slice> slicesOf(const std::vector<DicomHeader>& headers, const std::string& series)
{
    std::vector<Slice> slices;
    for (std::size_t file = 0; file < headers.size(); ++file) {
        checkHeader(headers[file], series);
        for (std::size_t frame = 0; frame < headers[file].planes.size(); ++frame) {
            checkPlane(headers[file].planes[frame], series);
            slices.push_back({headers[file].planes[frame], {file, int(frame)}});
        }
    }
    return slices;
}

bool differ(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

void checkAlike(const std::vector<DicomHeader>& headers, const std::vector<Slice>& slices, const std::string& series)
{
    for (const auto& header : headers) {
        if (differ(header.patientId, headers.front().patientId) || differ(header.patientName, headers.front().patientName))
            refuse(series, "holds images of two patients.", "Export the series of the one patient again.");
        if (header.rows != headers.front().rows || header.columns != headers.front().columns)
            refuse(series, "holds images of different sizes.", "Choose a folder with one series of one size.");
    }
    const DicomPlane& first = slices.front().plane;
    for (const auto& slice : slices) {
        if ((slice.plane.axes - first.axes).cwiseAbs().maxCoeff() > 1e-3)
            refuse(series, "holds slices of different directions, as a localizer does.",
                   "Choose a folder with one stack of parallel slices.");
        if (((slice.plane.spacingMm - first.spacingMm).array().abs() > 1e-3 * first.spacingMm.array() + 1e-4).any())
            refuse(series, "holds slices of different pixel sizes.", "Choose a folder with one stack of parallel slices.");
    }
}

void sortAlongNormal(std::vector<Slice>& slices)
{
    const Eigen::Vector3d normal = slices.front().plane.normal().normalized();
    for (auto& slice : slices)
        slice.height = slice.plane.positionMm.dot(normal);
    std::stable_sort(slices.begin(), slices.end(), [](const Slice& a, const Slice& b) { return a.height < b.height; });
}

/// Takes the further images of a place out of the stack: whether they are the same is for who reads them to see.
std::vector<Slice> withoutDoubles(const std::vector<Slice>& slices, SlicePlan& plan, const std::string& series)
{
    std::vector<Slice> stack;
    for (const auto& slice : slices) {
        const bool same = !stack.empty() && slice.height - stack.back().height < samePlaceMm;
        if (!same)
            stack.push_back(slice);
        else if ((slice.plane.positionMm - stack.back().plane.positionMm).norm() < samePlaceMm)
            plan.doubles.emplace_back(int(stack.size()) - 1, slice.ref);
        else
            refuse(series, "holds several images at one height, shifted against each other.",
                   "Choose a folder with one stack of parallel slices.");
    }
    return stack;
}

void checkGaps(const std::vector<Slice>& stack, const std::string& series)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < stack.size(); ++i)
        gaps.push_back(stack[i].height - stack[i - 1].height);
    std::vector<double> sorted = gaps;
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(sorted.size() / 2), sorted.end());
    const double usual = sorted[sorted.size() / 2];
    const auto [narrowest, widest] = std::minmax_element(gaps.begin(), gaps.end());
    if (*widest > 1.5 * usual)
        refuse(series,
               fmt::format("lacks slices: after slice {} comes a gap of {:.1f} mm instead of {:.1f} mm.",
                           widest - gaps.begin() + 1, *widest, usual),
               "Export the whole series again.");
    for (const double gap : gaps)
        if (std::abs(gap - usual) > toleranceMm)
            refuse(series,
                   fmt::format("is unevenly spaced: its slices lie {:.2f} to {:.2f} mm apart.", *narrowest, *widest),
                   "Resample it to even spacing first, or choose another series.");
}

void checkTilt(const Eigen::Vector3d& step, const DicomPlane& plane, const std::string& series)
{
    if (step.normalized().cross(plane.normal().normalized()).norm() > 1e-3)
        refuse(series, "was taken with a tilted gantry: its slices are shifted against each other.",
               "Correct the tilt on the scanner's workstation, or resample the series to a rectangular grid.");
}

/// Every slice must lie where the even grid puts it.
void checkPlaces(const ImageGeometry& geometry, const std::vector<Slice>& stack, const std::string& series)
{
    for (int z = 0; z < geometry.size[2]; ++z)
        if ((geometry.patientAt({0, 0, z}) - stack[std::size_t(z)].plane.positionMm).norm() > 2 * toleranceMm)
            refuse(series, "does not hold its images in one even stack.",
                   "Export it again from the scanner, or as NIfTI.");
}

ImageGeometry gridOf(const std::vector<Slice>& stack, const DicomHeader& header, SlicePlan& plan, const std::string& series)
{
    const DicomPlane& first = stack.front().plane;
    const Eigen::Vector3d step = (stack.back().plane.positionMm - first.positionMm) / double(stack.size() - 1);
    checkTilt(step, first, series);
    ImageGeometry geometry;
    geometry.size = checkedVolumeSize({double(header.columns), double(header.rows), double(stack.size())}, series);
    geometry.patientFromVoxel.linear() << first.axes.col(0) * first.spacingMm.x(), first.axes.col(1) * first.spacingMm.y(), step;
    geometry.patientFromVoxel.translation() = first.positionMm;
    checkPlace(geometry, series);
    checkPlaces(geometry, stack, series);
    return straightened(geometry, series, plan.notes);
}

void noteOverlap(const DicomHeader& header, const ImageGeometry& geometry, SlicePlan& plan, const std::string& series)
{
    const double spacing = geometry.spacingMm().z(), thickness = header.sliceThicknessMm;
    if (thickness > spacing + toleranceMm)
        plan.notes.push_back(fmt::format("The slices of {} overlap: {:.1f} mm thick, one every {:.1f} mm.", series,
                                         thickness, spacing));
    else if (thickness > 0.0 && spacing > 1.5 * thickness)
        plan.notes.push_back(fmt::format("Between the slices of {} nothing was measured: {:.1f} mm thick, one every {:.1f} mm.",
                                         series, thickness, spacing));
}

void noteValues(const std::vector<DicomHeader>& headers, SlicePlan& plan, const std::string& series)
{
    const auto any = [&](auto test) { return std::any_of(headers.begin(), headers.end(), test); };
    if (any([](const DicomHeader& header) { return header.lossy; }))
        plan.notes.push_back(fmt::format("The images of {} were once compressed with loss.", series));
    if (any([](const DicomHeader& header) { return header.surplusPixels; }))
        plan.notes.push_back(fmt::format("The files of {} hold more pixels than their size needs. Check that the picture is right.", series));
    if (any([&](const DicomHeader& header) { return differ(header.frameOfReferenceUid, headers.front().frameOfReferenceUid); }))
        plan.notes.push_back(fmt::format("The images of {} name two frames of reference. Check that its slices fit.", series));
    if (any([](const DicomHeader& header) { return header.photometric == "MONOCHROME1"; }))
        plan.notes.push_back(fmt::format("The images of {} are meant to be shown inverted (MONOCHROME1); their values are "
                                         "read as they are stored.", series));
}

}  // namespace

SlicePlan planOf(const std::vector<DicomHeader>& headers, const std::string& series)
{
    auto slices = slicesOf(headers, series);
    checkAlike(headers, slices, series);
    sortAlongNormal(slices);
    SlicePlan plan;
    const auto stack = withoutDoubles(slices, plan, series);
    if (stack.size() < 2)
        refuse(series, "holds a single two-dimensional image, not a volume.", "Choose the folder of a whole series.");
    checkGaps(stack, series);
    plan.geometry = gridOf(stack, headers.front(), plan, series);
    for (const auto& slice : stack)
        plan.slices.push_back(slice.ref);
    noteOverlap(headers.front(), plan.geometry, plan, series);
    noteValues(headers, plan, series);
    return plan;
}

}  // namespace metrisk::io
