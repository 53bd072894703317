#include "ui/rendering/OverlayDrawing.h"

#include <vtkActor2D.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace metrisk::ui::rendering {

namespace {

using Points = std::vector<Eigen::Vector2d>;

/// Points closer than this are one point: a direction between them would be noise.
constexpr double samePointPx = 1e-3;

Points withoutRepeats(std::span<const Eigen::Vector2d> points, bool closed)
{
    Points kept;
    for (const auto& point : points)
        if (kept.empty() || (point - kept.back()).norm() > samePointPx)
            kept.push_back(point);
    if (closed && kept.size() > 2 && (kept.front() - kept.back()).norm() > samePointPx)
        kept.push_back(kept.front());
    return kept;
}

Eigen::Vector2d leftOf(const Eigen::Vector2d& from, const Eigen::Vector2d& to)
{
    const Eigen::Vector2d along = (to - from).normalized();
    return {-along.y(), along.x()};
}

/// For each point the offset that keeps the band one pixel wide on either side round a bend.
Points mitres(const Points& points, bool closed)
{
    const std::size_t last = points.size() - 1;
    Points result;
    for (std::size_t i = 0; i <= last; ++i) {
        const bool inner = i > 0 && i < last;
        const Eigen::Vector2d before =
            inner || i == last ? leftOf(points[i - 1], points[i])
                               : leftOf(points[closed ? last - 1 : 0], points[closed ? last : 1]);
        const Eigen::Vector2d after = inner || i == 0 ? leftOf(points[i], points[i + 1])
                                                      : (closed ? leftOf(points[0], points[1]) : before);
        const Eigen::Vector2d sum = before + after;
        const double stretch = 2.0 / std::max(sum.squaredNorm(), 1.0);  // sharp bends are cut
        result.push_back(sum * stretch);
    }
    return result;
}

/// The pieces of a line that its dashes cover. The pattern is stretched to fit a whole number of
/// times, so that a closed line shows no seam.
std::vector<Points> dashesOf(const Points& points, double dashPx)
{
    double length = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        length += (points[i] - points[i - 1]).norm();
    const double period = length / std::max(1.0, std::round(length / (2 * dashPx)));
    std::vector<Points> dashes;
    double walked = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Eigen::Vector2d from = points[i - 1], step = points[i] - from;
        const double end = walked + step.norm();
        double at = walked;
        while (at < end - samePointPx) {
            const double phase = std::fmod(at + samePointPx, period);
            const bool drawn = phase < period / 2;
            const double next = std::min(end, at + samePointPx + (drawn ? period / 2 : period) - phase);
            const auto pointAt = [&](double where) -> Eigen::Vector2d {
                return from + step * ((where - walked) / (end - walked));
            };
            if (drawn) {
                if (dashes.empty() || (dashes.back().back() - pointAt(at)).norm() > 2 * samePointPx)
                    dashes.push_back({pointAt(at)});
                dashes.back().push_back(pointAt(next));
            }
            at = next;
        }
        walked = end;
    }
    return dashes;
}

}  // namespace

struct OverlayDrawing::Impl {
    vtkNew<vtkPolyData> geometry;
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> triangles;
    vtkNew<vtkUnsignedCharArray> colors;
    vtkNew<vtkPolyDataMapper2D> mapper;
    vtkNew<vtkActor2D> actor;

    vtkIdType addPoint(const Eigen::Vector2d& at, Color color)
    {
        const unsigned char rgba[4] = {color.red, color.green, color.blue, color.alpha};
        colors->InsertNextTypedTuple(rgba);
        return points->InsertNextPoint(at.x(), at.y(), 0);
    }

    void addTriangle(vtkIdType a, vtkIdType b, vtkIdType c)
    {
        triangles->InsertNextCell({a, b, c});
    }

    /// Four rails along the line: clear, full, full, clear.
    void addBand(const Points& line, bool closed, const LineStyle& style)
    {
        const Points offsets = mitres(line, closed);
        const double inner = std::max(0.0, style.widthPx / 2 - 0.5), outer = style.widthPx / 2 + 0.5;
        Color full = style.color, clear = style.color;
        if (style.widthPx < 1)
            full.alpha = static_cast<unsigned char>(full.alpha * style.widthPx);
        clear.alpha = 0;
        vtkIdType previous = -1;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const vtkIdType first = addPoint(line[i] - outer * offsets[i], clear);
            addPoint(line[i] - inner * offsets[i], full);
            addPoint(line[i] + inner * offsets[i], full);
            addPoint(line[i] + outer * offsets[i], clear);
            for (vtkIdType rail = 0; previous >= 0 && rail < 3; ++rail) {
                addTriangle(previous + rail, previous + rail + 1, first + rail);
                addTriangle(previous + rail + 1, first + rail + 1, first + rail);
            }
            previous = first;
        }
    }
};

OverlayDrawing::OverlayDrawing() : m_impl(std::make_unique<Impl>())
{
    m_impl->colors->SetNumberOfComponents(4);
    m_impl->colors->SetName("Color");
    m_impl->geometry->SetPoints(m_impl->points);
    m_impl->geometry->SetPolys(m_impl->triangles);
    m_impl->geometry->GetPointData()->SetScalars(m_impl->colors);
    m_impl->mapper->SetInputData(m_impl->geometry);
    m_impl->actor->SetMapper(m_impl->mapper);
    m_impl->actor->PickableOff();
}

OverlayDrawing::~OverlayDrawing() = default;

vtkActor2D* OverlayDrawing::actor() const
{
    return m_impl->actor;
}

void OverlayDrawing::clear()
{
    m_impl->points->Reset();
    m_impl->triangles->Reset();
    m_impl->colors->Reset();
}

void OverlayDrawing::addBox(const Eigen::Vector2d& low, const Eigen::Vector2d& high, Color color)
{
    const vtkIdType first = m_impl->addPoint(low, color);
    m_impl->addPoint({high.x(), low.y()}, color);
    m_impl->addPoint(high, color);
    m_impl->addPoint({low.x(), high.y()}, color);
    m_impl->addTriangle(first, first + 1, first + 2);
    m_impl->addTriangle(first, first + 2, first + 3);
}

void OverlayDrawing::addLine(std::span<const Eigen::Vector2d> points, bool closed, const LineStyle& style)
{
    const Points line = withoutRepeats(points, closed);
    if (line.size() < 2)
        return;
    if (style.dashPx <= 0)
        return m_impl->addBand(line, closed, style);
    for (const auto& dash : dashesOf(line, style.dashPx))
        if (const Points piece = withoutRepeats(dash, false); piece.size() >= 2)
            m_impl->addBand(piece, false, style);
}

void OverlayDrawing::finish()
{
    m_impl->actor->SetVisibility(m_impl->triangles->GetNumberOfCells() > 0);
    m_impl->points->Modified();
    m_impl->triangles->Modified();
    m_impl->colors->Modified();
    m_impl->geometry->Modified();
}

}  // namespace metrisk::ui::rendering
