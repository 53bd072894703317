#include "core/segmentation/LesionDiameters.h"

#include "core/segmentation/ConnectedComponents.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace metrisk::segmentation {

namespace {

using imaging::ImageGeometry;
using Point = Eigen::Vector2d;  // in one slice, mm along its two voxel axes
using Outline = std::vector<Point>;

/// The voxel axis nearest to head-foot, and the two others.
struct SliceAxes {
    int across = 2, first = 0, second = 1;
};

SliceAxes axialAxesOf(const ImageGeometry& geometry)
{
    SliceAxes axes;
    geometry.patientFromVoxel.linear().colwise().normalized().row(2).cwiseAbs().maxCoeff(&axes.across);
    axes.first = axes.across == 0 ? 1 : 0;
    axes.second = axes.across == 2 ? 1 : 2;
    return axes;
}

double turn(const Point& a, const Point& b, const Point& c)
{
    return (b - a).x() * (c - a).y() - (b - a).y() * (c - a).x();
}

/// Convex hull, anticlockwise (Andrew's monotone chain).
Outline hullOf(Outline points)
{
    std::ranges::sort(points, [](const Point& a, const Point& b) { return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y(); });
    Outline hull;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t start = hull.size();
        for (const auto& point : points) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0.0)
                hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();  // begins the other half
        std::ranges::reverse(points);
    }
    return hull;
}

/// The first and the last voxel of a row: no other one can lie on the convex outline.
struct Row {
    int low = std::numeric_limits<int>::max(), high = -1;
};

/// The outermost points of a row, halfway to the neighbours.
void addRow(Outline& outline, const Row& row, int second, double width, double height)
{
    for (const int first : {row.low, row.high}) {
        const Point middle(first * width, second * height);
        for (const double half : {-0.5, 0.5}) {
            outline.push_back(middle + Point(half * width, 0.0));
            outline.push_back(middle + Point(0.0, half * height));
        }
    }
}

/// Convex, by slice.
std::map<int, Outline> outlinesOf(const ImageGeometry& geometry, const std::vector<std::size_t>& voxels, const SliceAxes& axes)
{
    const auto rows = std::size_t(geometry.size[std::size_t(axes.second)]);
    std::vector<Row> found(rows * std::size_t(geometry.size[std::size_t(axes.across)]));
    for (const std::size_t offset : voxels) {
        const auto voxel = voxelAtOffset(geometry.size, offset);
        auto& row = found[std::size_t(voxel[std::size_t(axes.across)]) * rows + std::size_t(voxel[std::size_t(axes.second)])];
        row.low = std::min(row.low, voxel[std::size_t(axes.first)]);
        row.high = std::max(row.high, voxel[std::size_t(axes.first)]);
    }
    std::map<int, Outline> slices;
    const Eigen::Vector3d spacing = geometry.spacingMm();
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].high >= 0)
            addRow(slices[int(i / rows)], found[i], int(i % rows), spacing[axes.first], spacing[axes.second]);
    for (auto& [slice, points] : slices)
        points = hullOf(std::move(points));
    return slices;
}

struct Chord {
    Point from = Point::Zero(), to = Point::Zero();
    double length() const { return (to - from).norm(); }
};

Chord longestOf(const Outline& hull)
{
    Chord longest;
    for (std::size_t i = 0; i < hull.size(); ++i)
        for (std::size_t j = i + 1; j < hull.size(); ++j)
            if ((hull[i] - hull[j]).norm() > longest.length())
                longest = {hull[i], hull[j]};
    return longest;
}

/// How long the hull is along `direction` where that line passes through `place`.
double lengthThrough(const Outline& hull, const Point& place, const Point& direction)
{
    const Point normal(-direction.y(), direction.x());
    double low = 0.0, high = 0.0;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Point &a = hull[i], &b = hull[(i + 1) % hull.size()];
        const double da = normal.dot(a - place), db = normal.dot(b - place);
        if ((da > 0.0 && db > 0.0) || (da < 0.0 && db < 0.0) || da == db)
            continue;
        const double along = direction.dot(a + (b - a) * (da / (da - db)) - place);
        low = std::min(low, along);
        high = std::max(high, along);
    }
    return high - low;
}

/// Through a corner of the hull: between corners the length along a fixed direction only rises or falls evenly.
double perpendicularTo(const Chord& longest, const Outline& hull)
{
    const Point along = (longest.to - longest.from).normalized();
    double widest = 0.0;
    for (const auto& corner : hull)
        widest = std::max(widest, lengthThrough(hull, corner, Point(-along.y(), along.x())));
    return widest;
}

/// Between the outlines of any two slices; straight across the slices their whole thickness counts.
double longestAnywhere(const std::map<int, Outline>& slices, double sliceMm)
{
    std::vector<Eigen::Vector3d> points;
    for (const auto& [slice, hull] : slices)
        for (const auto& point : hull)
            points.emplace_back(point.x(), point.y(), slice * sliceMm);
    double squared = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = i + 1; j < points.size(); ++j)
            squared = std::max(squared, (points[i] - points[j]).squaredNorm());
    return std::max(std::sqrt(squared), sliceMm * (slices.rbegin()->first - slices.begin()->first + 1));
}

}  // namespace

LesionDiameters diametersOf(const ImageGeometry& geometry, const std::vector<std::size_t>& voxels)
{
    LesionDiameters found;
    if (voxels.empty())
        return found;
    const auto axes = axialAxesOf(geometry);
    const auto slices = outlinesOf(geometry, voxels, axes);
    for (const auto& [slice, hull] : slices)
        if (const auto longest = longestOf(hull); longest.length() > found.longestAxialMm)
            found = {longest.length(), perpendicularTo(longest, hull), 0.0};
    found.longestMm = longestAnywhere(slices, geometry.spacingMm()[axes.across]);
    return found;
}

}  // namespace metrisk::segmentation
