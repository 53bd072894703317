#include "core/interop/ContourStack.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::interop {

namespace {

using Eigen::Vector3d;
using imaging::ImageGeometry;

constexpr double samePlaneMm = 0.05, flatMm = 0.1;

[[noreturn]] void refuse(const std::string& region, const std::string& what)
{
    throw Error(Error::Kind::Input, fmt::format("The contours of {} {}.", region, what),
                "Export the contours again, as parallel planar contours or as a DICOM segmentation.");
}

/// Twice the area times the normal (Newell's method).
Vector3d areaVector(const Contour& contour)
{
    Vector3d sum = Vector3d::Zero();
    for (std::size_t i = 0; i < contour.size(); ++i)
        sum += (contour[i] - contour[0]).cross(contour[(i + 1) % contour.size()] - contour[0]);
    return sum;
}

/// The direction all outlines are turned to, each weighing as its area, whichever way round it was drawn.
Vector3d commonNormal(const std::vector<Contour>& contours)
{
    Vector3d sum = Vector3d::Zero();
    for (const auto& contour : contours) {
        const Vector3d area = areaVector(contour);
        sum += area.dot(sum) < 0.0 ? Vector3d(-area) : area;
    }
    return sum.norm() > 0.0 ? sum.normalized() : Vector3d::Zero();
}

double middle(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

using Slab = ContourStack::Slab;

/// One plane's edges in the frame of the lines of voxels: s along them, t across, both in the plane, mm.
struct Edge {
    double s0, t0, s1, t1;
};

/// Scans a grid line by line and marks what lies inside the outlines.
class Scan {
public:
    Scan(const ImageGeometry& grid, const Vector3d& normal) : m_grid(grid), m_normal(normal)
    {
        const Eigen::Matrix3d axes = grid.patientFromVoxel.linear();
        double longest = 0.0;
        for (int axis = 0; axis < 3; ++axis)
            if (const Vector3d inPlane = axes.col(axis) - normal * normal.dot(axes.col(axis)); inPlane.norm() > longest) {
                longest = inPlane.norm();
                m_axis = axis;
                m_along = inPlane / longest;
            }
        m_across = normal.cross(m_along);
        m_stepMm = longest;
        m_riseMm = normal.dot(axes.col(m_axis));
    }

    std::vector<Edge> edgesOf(const std::vector<Contour>& outlines) const
    {
        std::vector<Edge> edges;
        for (const auto& outline : outlines)
            for (std::size_t i = 0; i < outline.size(); ++i) {
                const Vector3d &a = outline[i], &b = outline[(i + 1) % outline.size()];
                edges.push_back({a.dot(m_along), a.dot(m_across), b.dot(m_along), b.dot(m_across)});
            }
        return edges;
    }

    /// Visits every line of voxels: `use(first voxel, its height)`.
    template <class Use>
    void forEachLine(const Use& use) const
    {
        const std::size_t second = std::size_t(m_axis + 1) % 3, third = std::size_t(m_axis + 2) % 3;
        imaging::Index3 voxel{0, 0, 0};
        for (voxel[third] = 0; voxel[third] < m_grid.size[third]; ++voxel[third])
            for (voxel[second] = 0; voxel[second] < m_grid.size[second]; ++voxel[second])
                use(voxel, m_normal.dot(m_grid.patientAt(voxel)));
    }

    /// The heights a line passes through.
    Slab heightsOf(double first) const
    {
        const double last = first + m_riseMm * (m_grid.size[std::size_t(m_axis)] - 1);
        return {std::min(first, last), std::max(first, last)};
    }

    /// Marks the voxels of one line that lie in the slab and inside the edges.
    void mark(const imaging::Index3& start, double height, const Slab& slab, const std::vector<Edge>& edges,
              std::vector<std::uint8_t>& labels, std::uint8_t label) const
    {
        const auto crossings = crossingsOf(edges, m_grid.patientAt(start));
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const int end = voxelFrom(crossings[i + 1]);
            for (int at = std::max(0, voxelFrom(crossings[i])); at < std::min(end, m_grid.size[std::size_t(m_axis)]); ++at)
                if (const double w = height + m_riseMm * at; w >= slab.low && w < slab.high)
                    put(start, at, labels, label);
        }
    }

private:
    /// Where the line crosses the edges, in voxels from its start, ascending. An edge counts from its lower end on and
    /// not at its upper end, so that a corner on the line is crossed once or not at all.
    std::vector<double> crossingsOf(const std::vector<Edge>& edges, const Vector3d& start) const
    {
        const double s = start.dot(m_along), t = start.dot(m_across);
        std::vector<double> crossings;
        for (const auto& edge : edges)
            if ((edge.t0 <= t) != (edge.t1 <= t))
                crossings.push_back((edge.s0 + (t - edge.t0) / (edge.t1 - edge.t0) * (edge.s1 - edge.s0) - s) / m_stepMm);
        std::sort(crossings.begin(), crossings.end());
        return crossings;
    }

    static int voxelFrom(double place) { return int(std::ceil(std::clamp(place, -1.0, 1e6))); }

    void put(imaging::Index3 voxel, int at, std::vector<std::uint8_t>& labels, std::uint8_t label) const
    {
        voxel[std::size_t(m_axis)] = at;
        const auto& size = m_grid.size;
        auto& value = labels[(std::size_t(voxel[2]) * std::size_t(size[1]) + std::size_t(voxel[1])) * std::size_t(size[0]) +
                             std::size_t(voxel[0])];
        value = std::max(value, label);  // core counts over oedema
    }

    const ImageGeometry& m_grid;
    Vector3d m_normal, m_along = Vector3d::UnitX(), m_across;
    int m_axis = 0;
    double m_stepMm = 1.0, m_riseMm = 0.0;
};

}  // namespace

ContourStack::ContourStack(const std::vector<Contour>& contours, std::uint8_t label, const std::string& region)
    : m_normal(commonNormal(contours)), m_label(label)
{
    constexpr std::size_t mostPlanes = 4096;
    if (m_normal.isZero())
        refuse(region, "enclose nothing");
    std::vector<std::pair<double, const Contour*>> byHeight;
    for (const auto& contour : contours) {
        double height = 0.0;
        for (const auto& point : contour)
            height += point.dot(m_normal) / double(contour.size());
        for (const auto& point : contour)
            if (std::abs(point.dot(m_normal) - height) > flatMm)
                refuse(region, "do not lie in parallel planes");
        byHeight.emplace_back(height, &contour);
    }
    std::stable_sort(byHeight.begin(), byHeight.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [height, contour] : byHeight)
        addPlane(height, *contour);
    if (m_planes.size() > mostPlanes)
        refuse(region, "lie in more planes than any scan has");
}

void ContourStack::addPlane(double heightMm, const Contour& contour)
{
    if (m_planes.empty() || heightMm - m_planes.back().heightMm > samePlaneMm)
        m_planes.push_back({heightMm, {}});
    m_planes.back().outlines.push_back(contour);
}

std::vector<ContourStack::Slab> ContourStack::slabsOf(const ImageGeometry& grid) const
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < m_planes.size(); ++i)
        gaps.push_back(m_planes[i].heightMm - m_planes[i - 1].heightMm);
    const double usual =
        gaps.empty() ? (grid.patientFromVoxel.linear().transpose() * m_normal).cwiseAbs().maxCoeff() : middle(gaps);
    std::vector<Slab> slabs;
    for (const auto& plane : m_planes)
        slabs.push_back({plane.heightMm - 0.5 * usual, plane.heightMm + 0.5 * usual});
    for (std::size_t i = 0; i < gaps.size(); ++i)
        if (gaps[i] < 1.5 * usual)  // neighbours meet in one and the same number, so that no voxel falls between
            slabs[i].high = slabs[i + 1].low = 0.5 * (m_planes[i].heightMm + m_planes[i + 1].heightMm);
    return slabs;
}

void ContourStack::fill(const ImageGeometry& grid, std::vector<std::uint8_t>& labels) const
{
    const Scan scan(grid, m_normal);
    const auto slabs = slabsOf(grid);
    std::vector<std::vector<Edge>> edges;
    for (const auto& plane : m_planes)
        edges.push_back(scan.edgesOf(plane.outlines));
    scan.forEachLine([&](const imaging::Index3& start, double height) {
        const Slab reach = scan.heightsOf(height);
        auto slab = std::partition_point(slabs.begin(), slabs.end(), [&](const Slab& s) { return s.high <= reach.low; });
        for (; slab != slabs.end() && slab->low <= reach.high; ++slab)
            scan.mark(start, height, *slab, edges[std::size_t(slab - slabs.begin())], labels, m_label);
    });
}

}  // namespace metrisk::interop
