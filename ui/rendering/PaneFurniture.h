#pragma once

#include "ui/rendering/PaneProjection.h"
#include "ui/rendering/PaneTexts.h"

#include <optional>

namespace metrisk::ui::rendering {

/// What stands around the picture of a pane.
struct PaneWords {
    std::string top, bottom, left, right;   // side letters
    std::string title;                      // top left: "Axial · T1-CE"
    std::vector<std::string> topRight;      // slice position, window and level
    std::vector<std::string> bottomLeft;    // crosshair position, voxel value
    bool scaleBar = true;
    std::optional<double> relevanceThreshold;  // a colour bar with its threshold, when relevance is shown
    std::vector<std::string> relevanceLegend;  // what its colours mean
};

/// Where the pane's own picture has room for the crosshair's lines.
struct PaneInset {
    double left = 0, right = 0, bottom = 0, top = 0;  // pixels
};

/// Side letters, corner texts, scale bar and colour bar, laid out for the pane's size so that no
/// text ever covers another.
class PaneFurniture {
public:
    explicit PaneFurniture(vtkRenderer* renderer) : m_texts(renderer) {}

    /// Adds bars to `drawing` and shows the texts.
    PaneInset show(const PaneWords& words, const PaneView& view, OverlayDrawing& drawing);

    const PaneTexts& texts() const { return m_texts; }

private:
    PaneTexts m_texts;
};

}  // namespace metrisk::ui::rendering
