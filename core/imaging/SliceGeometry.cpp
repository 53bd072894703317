#include "core/imaging/SliceGeometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace metrisk::imaging {

namespace {

constexpr char positiveSide[3] = {'L', 'P', 'S'};
constexpr char negativeSide[3] = {'R', 'A', 'I'};

Eigen::Vector3d middleOf(const ImageGeometry& geometry)
{
    return geometry.patientFromVoxel *
           (Eigen::Vector3d(geometry.size[0] - 1, geometry.size[1] - 1, geometry.size[2] - 1) / 2.0);
}

/// "R 28.0" for -28 mm along the left-right axis.
std::string lengthText(int axis, double lengthMm)
{
    return fmt::format("{} {:.1f}", lengthMm < 0 ? negativeSide[axis] : positiveSide[axis], std::abs(lengthMm));
}

/// The voxel axis whose axis code is one of the two letters.
int axisAlong(const std::string& axisCodes, const std::string& letters)
{
    return int(axisCodes.find_first_of(letters));
}

/// Sides that the screen's right and bottom edges show, before looking at the volume.
struct ScreenAxes {
    std::string columnLetters, rowLetters, sliceLetters;
    char right, bottom;
};

ScreenAxes screenAxes(Plane plane)
{
    switch (plane) {
    case Plane::Axial: return {"LR", "AP", "SI", 'L', 'P'};
    case Plane::Coronal: return {"LR", "SI", "AP", 'L', 'I'};
    case Plane::Sagittal: return {"AP", "SI", "LR", 'P', 'I'};
    }
    return {};
}

}  // namespace

std::string sideLetters(const Eigen::Vector3d& directionLps)
{
    const Eigen::Vector3d unit = directionLps.normalized();
    std::array<int, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return std::abs(unit[a]) > std::abs(unit[b]); });
    const double threshold = std::sin(10.0 * std::numbers::pi / 180.0);
    std::string letters;
    for (const int axis : order)
        if (letters.empty() || std::abs(unit[axis]) > threshold)
            letters += unit[axis] > 0 ? positiveSide[axis] : negativeSide[axis];
    return letters;
}

SliceGeometry sliceGeometry(const ImageGeometry& geometry, Plane plane)
{
    const std::string codes = geometry.axisCodes();
    const ScreenAxes screen = screenAxes(plane);
    SliceGeometry slice;
    slice.columnAxis = axisAlong(codes, screen.columnLetters);
    slice.rowAxis = axisAlong(codes, screen.rowLetters);
    slice.sliceAxis = axisAlong(codes, screen.sliceLetters);
    slice.columnFlipped = codes[std::size_t(slice.columnAxis)] != screen.right;
    slice.rowFlipped = codes[std::size_t(slice.rowAxis)] != screen.bottom;

    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear();
    const Eigen::Vector3d toRight = axes.col(slice.columnAxis) * (slice.columnFlipped ? -1.0 : 1.0);
    const Eigen::Vector3d toBottom = axes.col(slice.rowAxis) * (slice.rowFlipped ? -1.0 : 1.0);
    slice.right = sideLetters(toRight);
    slice.left = sideLetters(-toRight);
    slice.bottom = sideLetters(toBottom);
    slice.top = sideLetters(-toBottom);
    slice.columnSpacingMm = toRight.norm();
    slice.rowSpacingMm = toBottom.norm();
    return slice;
}

std::string planeName(Plane plane)
{
    switch (plane) {
    case Plane::Axial: return "Axial";
    case Plane::Coronal: return "Coronal";
    case Plane::Sagittal: return "Sagittal";
    }
    return {};
}

std::string positionText(const ImageGeometry& geometry, const Eigen::Vector3d& patientMm)
{
    const Eigen::Vector3d fromMiddle = patientMm - middleOf(geometry);
    std::string text;
    for (int axis = 0; axis < 3; ++axis)
        text += lengthText(axis, fromMiddle[axis]) + " ";
    return text + "mm";
}

std::string slicePositionText(const ImageGeometry& geometry, Plane plane, const Eigen::Vector3d& patientMm)
{
    Eigen::Vector3d along =
        geometry.patientFromVoxel.linear().col(sliceGeometry(geometry, plane).sliceAxis).normalized();
    Eigen::Index strongest = 0;
    along.cwiseAbs().maxCoeff(&strongest);
    if (along[strongest] < 0)
        along = -along;
    return lengthText(int(strongest), along.dot(patientMm - middleOf(geometry))) + " mm";
}

}  // namespace metrisk::imaging
