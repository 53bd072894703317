#include "ui/views/ViewKeys.h"

#include <Qt>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::views {

namespace {

using rendering::BaseImage;
using rendering::Layout;

constexpr int toTheEnd = 1'000'000;  // clamped to the volume
constexpr double fillStep = 0.1, thresholdStep = 0.05, largestThreshold = 0.95;

/// One step up or down on a scale of whole steps, so that it comes back to the same values.
double stepped(double value, double step, double most)
{
    const double size = std::abs(step);
    return std::clamp(std::round((value + step) / size) * size, 0.0, most);
}

}  // namespace

bool applyKey(int key, rendering::ViewState& state)
{
    switch (key) {
    case Qt::Key_S: state.labelVisible = !state.labelVisible; return true;
    case Qt::Key_A: state.labelFillOpacity = stepped(state.labelFillOpacity, -fillStep, 1); return true;
    case Qt::Key_D: state.labelFillOpacity = stepped(state.labelFillOpacity, fillStep, 1); return true;
    case Qt::Key_M: state.relevanceVisible = !state.relevanceVisible; return true;
    case Qt::Key_BracketLeft:
        state.relevanceThreshold = stepped(state.relevanceThreshold, -thresholdStep, largestThreshold);
        return true;
    case Qt::Key_BracketRight:
        state.relevanceThreshold = stepped(state.relevanceThreshold, thresholdStep, largestThreshold);
        return true;
    case Qt::Key_T:
        state.base = state.base == BaseImage::T1ce ? BaseImage::Flair : BaseImage::T1ce;
        return true;
    case Qt::Key_V:
        state.layout = state.layout == Layout::Review ? Layout::Planes3D : Layout::Review;
        return true;
    default: return false;
    }
}

int slicesOfKey(int key)
{
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Right:
    case Qt::Key_PageUp: return 1;
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_PageDown: return -1;
    case Qt::Key_Home: return -toTheEnd;
    case Qt::Key_End: return toTheEnd;
    default: return 0;
    }
}

int presetOfKey(int key)
{
    return key >= Qt::Key_1 && key <= Qt::Key_5 ? key - Qt::Key_0 : 0;
}

bool isResetKey(int key)
{
    return key == Qt::Key_R;
}

double steppedRadiusMm(double radiusMm, int step)
{
    const double size = radiusMm + step * 0.1 < 5.0 ? 0.5 : 1.0;
    const double next = step > 0 ? std::floor(radiusMm / size + 1e-6) + 1 : std::ceil(radiusMm / size - 1e-6) - 1;
    return std::clamp(next * size, smallestRadiusMm, largestRadiusMm);
}

bool applyCorrectionKey(int key, CorrectionSettings& settings)
{
    switch (key) {
    case Qt::Key_Minus: settings.radiusMm = steppedRadiusMm(settings.radiusMm, -1); return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: settings.radiusMm = steppedRadiusMm(settings.radiusMm, 1); return true;
    case Qt::Key_B: settings.tool = CorrectionTool::Brush; return true;
    case Qt::Key_E: settings.tool = CorrectionTool::Erase; return true;
    case Qt::Key_H: settings.tool = CorrectionTool::Threshold; return true;
    case Qt::Key_P: settings.tool = CorrectionTool::Polygon; return true;
    case Qt::Key_X:
        settings.rule.label = settings.rule.label == imaging::Core ? imaging::Oedema : imaging::Core;
        return true;
    case Qt::Key_N: settings.inSpace = !settings.inSpace; return true;
    default: return false;
    }
}

}  // namespace metrisk::ui::views
