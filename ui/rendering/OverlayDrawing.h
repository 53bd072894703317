#pragma once

#include <Eigen/Core>

#include <memory>
#include <span>

class vtkActor2D;

namespace metrisk::ui::rendering {

/// Red, green, blue and opacity, 0 to 255.
struct Color {
    unsigned char red = 0, green = 0, blue = 0, alpha = 255;
};

constexpr Color withAlpha(Color color, double opacity)
{
    color.alpha = static_cast<unsigned char>(opacity * 255.0 + 0.5);
    return color;
}

struct LineStyle {
    Color color;
    double widthPx = 1.5;
    double dashPx = 0.0;  // length of a dash and of the gap after it; 0 draws a solid line
};

/// Lines and boxes over a pane, in its pixels from the lower left. Lines are bands of triangles with
/// edges that fade over one pixel, so that they are smooth without multisampling, keep their
/// thickness at every zoom and look the same on every machine.
class OverlayDrawing {
public:
    OverlayDrawing();
    ~OverlayDrawing();

    vtkActor2D* actor() const;

    void clear();
    void addBox(const Eigen::Vector2d& low, const Eigen::Vector2d& high, Color color);
    void addLine(std::span<const Eigen::Vector2d> points, bool closed, const LineStyle& style);
    void finish();  // hands over what was added

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
