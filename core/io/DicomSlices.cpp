#include "core/io/DicomSlices.h"

#include "core/common/Error.h"
#include "core/io/GeometryCheck.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::io {

namespace {

using imaging::ImageGeometry;

constexpr double toleranceMm = 0.1;

[[noreturn]] void refuse(const std::string& series, const std::string& what, const std::string& todo)
{
    throw Error(Error::Kind::Input, fmt::format("The DICOM series in {} {}", series, what), todo);
}

Eigen::Vector3d origin(const DicomImage& slice) { return slice.geometry.patientFromVoxel.translation(); }

Eigen::Vector3d normalOf(const DicomImage& slice)
{
    return slice.geometry.patientFromVoxel.linear().col(2).normalized();
}

void checkAlike(const std::vector<DicomImage>& slices, const std::string& series)
{
    const ImageGeometry& first = slices.front().geometry;
    for (const auto& slice : slices) {
        if (slice.geometry.size != first.size)
            refuse(series, "holds images of different sizes.",
                   "Choose a folder with one series of one size.");
        const Eigen::Matrix3d difference =
            slice.geometry.patientFromVoxel.linear() - first.patientFromVoxel.linear();
        if (difference.leftCols<2>().cwiseAbs().maxCoeff() > 1e-3 * first.spacingMm().minCoeff() + 1e-4)
            refuse(series, "holds slices of different directions or pixel sizes, as a localizer does.",
                   "Choose a folder with one stack of parallel slices.");
    }
}

std::vector<double> gapsOf(const std::vector<DicomImage>& slices)
{
    const Eigen::Vector3d normal = normalOf(slices.front());
    std::vector<double> gaps;
    for (std::size_t i = 1; i < slices.size(); ++i)
        gaps.push_back((origin(slices[i]) - origin(slices[i - 1])).dot(normal));
    return gaps;
}

void checkGaps(const std::vector<double>& gaps, const std::string& series)
{
    if (*std::min_element(gaps.begin(), gaps.end()) < 0.01)
        refuse(series, "holds several images of the same place (time points or echoes).",
               "Export the one image series that is meant into a folder of its own.");
    std::vector<double> sorted = gaps;
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(sorted.size() / 2), sorted.end());
    const double usual = sorted[sorted.size() / 2];
    const auto widest = std::max_element(gaps.begin(), gaps.end());
    if (*widest > 1.5 * usual)
        refuse(series,
               fmt::format("lacks slices: after slice {} comes a gap of {:.1f} mm instead of {:.1f} mm.",
                           widest - gaps.begin() + 1, *widest, usual),
               "Export the whole series again.");
    for (const double gap : gaps)
        if (std::abs(gap - usual) > toleranceMm)
            refuse(series, fmt::format("is unevenly spaced: its slices lie {:.2f} to {:.2f} mm apart.",
                                       *std::min_element(gaps.begin(), gaps.end()), *widest),
                   "Resample it to even spacing first, or choose another series.");
}

}  // namespace

ImageGeometry stackSlices(std::vector<DicomImage>& slices, const std::string& series)
{
    checkAlike(slices, series);
    if (slices.size() < 2)
        refuse(series, "holds a single two-dimensional image, not a volume.",
               "Choose the folder of a whole series.");
    const Eigen::Vector3d normal = normalOf(slices.front());
    std::sort(slices.begin(), slices.end(), [&](const DicomImage& a, const DicomImage& b) {
        return origin(a).dot(normal) < origin(b).dot(normal);
    });
    checkGaps(gapsOf(slices), series);

    ImageGeometry stack = slices.front().geometry;
    const Eigen::Vector3d step = (origin(slices.back()) - origin(slices.front())) / double(slices.size() - 1);
    if (step.normalized().cross(normal).norm() > 1e-3)
        refuse(
            series, "was taken with a tilted gantry: its slices are shifted against each other.",
            "Correct the tilt on the scanner's workstation, or resample the series to a rectangular grid.");
    stack.size[2] = int(slices.size());
    stack.patientFromVoxel.linear().col(2) = step;
    std::vector<Eigen::Vector3d> positions;
    std::transform(slices.begin(), slices.end(), std::back_inserter(positions), origin);
    checkFramePositions(stack, positions, series);
    return stack;
}

void checkFramePositions(const ImageGeometry& geometry, const std::vector<Eigen::Vector3d>& positions,
                         const std::string& series)
{
    if (int(positions.size()) != geometry.size[2])
        refuse(series, "does not say where each of its images lies in the patient.",
               "Export the series again.");
    for (int z = 0; z < geometry.size[2]; ++z)
        if ((geometry.patientAt({0, 0, z}) - positions[std::size_t(z)]).norm() > 2 * toleranceMm)
            refuse(series, "does not hold its images in one even stack.",
                   "Export it as classic single-frame DICOM or as NIfTI.");
}

}  // namespace metrisk::io
