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

}  // namespace metrisk::ui::views
