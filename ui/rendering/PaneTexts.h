#pragma once

#include "ui/rendering/OverlayDrawing.h"

#include <Eigen/Geometry>

#include <memory>
#include <string>
#include <vector>

class vtkRenderer;

namespace metrisk::ui::rendering {

/// A text and the point of the pane it stands at, in pixels from the lower left.
struct PaneText {
    enum class Across { Left, Centre, Right };  // which part of the text stands at `at`
    enum class Along { Bottom, Centre, Top };

    std::string text;
    Eigen::Vector2d at = Eigen::Vector2d::Zero();
    Across across = Across::Left;
    Along along = Along::Bottom;
    double sizePx = 13.0;
    bool bold = false;
    Color color;
};

/// Width and height of a text in VTK's built-in font, and the box it covers.
Eigen::Vector2d textSizePx(const PaneText& text);
Eigen::AlignedBox2d textBoxPx(const PaneText& text);

/// The texts of a pane. A text that stays the same from frame to frame is not drawn anew.
class PaneTexts {
public:
    explicit PaneTexts(vtkRenderer* renderer);
    ~PaneTexts();

    /// Replaces all texts. The n-th text reuses what the n-th one before drew.
    void show(std::vector<PaneText> texts);
    const std::vector<PaneText>& shown() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::rendering
