#pragma once

#include "core/segmentation/editing/LabelEditor.h"
#include "ui/rendering/ViewState.h"

namespace metrisk::ui::views {

/// What the left button does to a contour while it is corrected.
enum class CorrectionTool {
    Brush,      ///< paints the label
    Erase,      ///< takes it away
    Threshold,  ///< paints where an image lies in a range
    Polygon     ///< fills what is clicked or drawn around
};

/// What is done to a contour at once, in the slice pointed at last or in space.
enum class CorrectionAct { FillHoles, Smooth, Interpolate };

struct CorrectionSettings {
    CorrectionTool tool = CorrectionTool::Brush;
    segmentation::editing::PaintRule rule;
    double radiusMm = 4.0;
    bool inSpace = false;  // a ball, and acts on the whole volume; else a disc, and acts on one slice
    rendering::BaseImage thresholdImage = rendering::BaseImage::T1ce;
    double thresholdLow = 0.0, thresholdHigh = 0.0;  // intensity units, both included
    bool operator==(const CorrectionSettings&) const = default;
};

constexpr double smallestRadiusMm = 0.5, largestRadiusMm = 30.0;
constexpr double smoothingMm = 1.5;        // details below this go
constexpr double largestSliceGapMm = 10.0; // wider gaps are not interpolated

}  // namespace metrisk::ui::views
