#include "ui/views/ViewController.h"

#include "ui/rendering/SliceNavigation.h"
#include "ui/views/ViewKeys.h"

#include <Qt>

#include <algorithm>
#include <cmath>
#include <utility>

namespace metrisk::ui::views {

namespace {

using rendering::BaseImage;
using rendering::CasePanes;
using rendering::CaseVolumes;
using rendering::Pane;
using rendering::ViewState;
using rendering::WindowLevel;

constexpr double zoomPerPixel = 1.01;
constexpr double greyPerPixel = 1.0 / 300;  // of the image's own range

WindowLevel& greyOf(ViewState& state, BaseImage image)
{
    return image == BaseImage::T1ce ? state.t1ce : state.flair;
}

}  // namespace

void ViewController::showCase(const imaging::Volume& t1ce, const imaging::Volume& flair,
                              const imaging::LabelMap& label, const imaging::Index3& crosshairVoxel)
{
    m_hand.reset();
    m_panes.reset();
    m_volumes = std::make_shared<CaseVolumes>(t1ce, flair, label);
    m_panes = std::make_unique<CasePanes>(m_volumes, m_window);
    m_defaultT1ce = rendering::defaultWindowLevel(t1ce);
    m_defaultFlair = rendering::defaultWindowLevel(flair);
    m_drag = Drag::None;
    m_pane = Pane::Axial;

    ViewState state = m_state;  // layout and overlays stay as the user likes them
    state.crosshairMm = t1ce.geometry().patientAt(crosshairVoxel);
    state.zoom = 1.0;
    state.t1ce = m_defaultT1ce;
    state.flair = m_defaultFlair;
    change(fitted(state));
}

void ViewController::clear()
{
    m_hand.reset();
    m_panes.reset();
    m_volumes.reset();
    redraw();
}

void ViewController::showRelevance(const std::optional<imaging::Volume>& relevance, const rendering::RelevanceLegend& legend)
{
    if (!m_volumes)
        return;
    m_volumes->setRelevance(relevance, legend);
    redraw();
}

void ViewController::prepareFrame(int widthPx, int heightPx, double scale)
{
    if (!m_panes)
        return;
    m_panes->setMarks(m_hand ? m_hand->marks() : std::nullopt);
    m_panes->show(m_state, widthPx, heightPx, scale);
    if (const auto revision = m_panes->wantedSurfaces(); revision && surfacesWanted)
        surfacesWanted(*revision);
}

void ViewController::showSurfaces(const rendering::LabelSurfaces& surfaces)
{
    m_panes->lesion().setSurfaces(surfaces);
    redraw();
}

void ViewController::forgetPicture()
{
    if (m_panes)
        m_panes->forgetPicture();
}

/// A stored state may come from elsewhere: the crosshair belongs into the volume, and a grey range
/// nobody has set is the image's own.
ViewState ViewController::fitted(ViewState state) const
{
    state.crosshairMm = rendering::snappedToVoxel(m_volumes->geometry(), state.crosshairMm);
    if (state.t1ce == WindowLevel{})
        state.t1ce = m_defaultT1ce;
    if (state.flair == WindowLevel{})
        state.flair = m_defaultFlair;
    return state;
}

void ViewController::setState(const ViewState& state)
{
    if (!m_panes)
        return change(state);
    const ViewState wanted = fitted(state);
    if (wanted.zoom > 1.0 && wanted.crosshairMm != m_state.crosshairMm)
        m_panes->centreOn(wanted.crosshairMm);  // else it might lie outside what is seen
    change(wanted);
}

void ViewController::change(const ViewState& state)
{
    redraw();  // the part of the patient in view may have changed without the state
    if (state == m_state)
        return;
    if (state.layout != m_state.layout) {
        release();
        m_pane = Pane::Axial;  // the one that every layout has
    }
    m_state = state;
    stateChanged(m_state);
}

std::optional<Pane> ViewController::pointAt(const Eigen::Vector2d& pixel)
{
    const auto pane = m_panes ? m_panes->paneAt(pixel) : std::nullopt;
    if (pane)
        m_pane = *pane;
    return pane;
}

void ViewController::press(const Eigen::Vector2d& pixel, Drag drag)
{
    release();  // another button ends what the first one began
    m_pressed = m_last = pixel;
    m_drag = drag;
    if (drag == Drag::Crosshair)
        moveCrosshair(pixel);
    if (drag == Drag::Correct) {
        m_hand->press(*CasePanes::planeOf(m_pane), m_panes->patientAt(m_pane, pixel));
        redraw();
    }
}

void ViewController::release()
{
    if (std::exchange(m_drag, Drag::None) != Drag::Correct || !m_hand)
        return;
    m_hand->release();
    redraw();
}

void ViewController::dragTo(const Eigen::Vector2d& pixel)
{
    if (!m_panes)
        return;
    const Eigen::Vector2d moved = pixel - std::exchange(m_last, pixel);
    switch (m_drag) {
    case Drag::Crosshair: return moveCrosshair(pixel);
    case Drag::Pan: m_panes->pan(m_pane, moved); return redraw();
    case Drag::Zoom: return zoom(m_pressed, std::pow(zoomPerPixel, moved.y()));
    case Drag::Grey: return changeGrey(moved);
    case Drag::Turn: m_panes->lesion().turn(moved.x(), moved.y()); return redraw();
    case Drag::Correct:
        if (m_hand)
            m_hand->dragTo(m_panes->patientAt(m_pane, pixel));
        return redraw();
    case Drag::None: return;
    }
}

void ViewController::correct(std::shared_ptr<ContourHand::Editor> editor)
{
    release();  // a stroke under way is a whole one
    m_hand.reset();
    if (editor && m_volumes) {
        m_hand = std::make_unique<ContourHand>(std::move(editor), m_volumes);
        m_hand->setSettings(m_correction);
        m_hand->stepFinished = [this] { contourEdited(); };
    }
    redraw();
}

void ViewController::updateLabel(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box)
{
    if (!m_volumes || box.empty())
        return;
    m_volumes->updateLabel(labels, box.low, box.high);
    m_volumes->settleLabel();
    redraw();
}

void ViewController::setCorrection(const CorrectionSettings& settings)
{
    m_correction = settings;
    if (!m_hand)
        return;
    m_hand->setSettings(settings);
    redraw();
}

void ViewController::act(CorrectionAct act)
{
    const auto plane = CasePanes::planeOf(m_pane).value_or(imaging::Plane::Axial);
    m_hand->act(act, plane, rendering::sliceNumberAt(m_volumes->geometry(), plane, m_state.crosshairMm));
    redraw();
}

void ViewController::hover(const std::optional<Eigen::Vector2d>& pixel)
{
    if (!m_hand || !m_panes)
        return;
    const auto pane = pixel ? pointAt(*pixel) : std::nullopt;
    const auto plane = pane ? CasePanes::planeOf(*pane) : std::nullopt;
    m_hand->pointAt(plane, plane ? m_panes->patientAt(*pane, *pixel) : Eigen::Vector3d::Zero());
    redraw();
}

void ViewController::moveCrosshair(const Eigen::Vector2d& pixel)
{
    ViewState state = m_state;
    state.crosshairMm = rendering::snappedToVoxel(m_volumes->geometry(), m_panes->patientAt(m_pane, pixel));
    change(state);
}

void ViewController::scroll(int slices)
{
    const auto plane = CasePanes::planeOf(m_pane);
    if (!plane)
        return;
    ViewState state = m_state;
    state.crosshairMm = rendering::steppedMm(m_volumes->geometry(), *plane, m_state.crosshairMm, slices);
    change(state);
}

void ViewController::zoom(const Eigen::Vector2d& pixel, double factor)
{
    if (m_pane == Pane::Lesion) {
        m_panes->lesion().zoomBy(factor);
        return redraw();
    }
    ViewState state = m_state;
    state.zoom = std::clamp(m_state.zoom * factor, rendering::smallestZoom, rendering::largestZoom);
    m_panes->keepInPlace(m_pane, pixel, state.zoom / m_state.zoom);
    change(state);
}

const WindowLevel& ViewController::defaultGrey(BaseImage image) const
{
    return image == BaseImage::T1ce ? m_defaultT1ce : m_defaultFlair;
}

/// To the right more greys, upwards brighter.
void ViewController::changeGrey(const Eigen::Vector2d& pixels)
{
    const BaseImage image = m_panes->imageOf(m_pane, m_state);
    const double step = defaultGrey(image).window * greyPerPixel;
    ViewState state = m_state;
    auto& grey = greyOf(state, image);
    grey.window = std::max(grey.window + pixels.x() * step, step);
    grey.level -= pixels.y() * step;
    change(state);
}

void ViewController::choosePreset(int number)
{
    const BaseImage image = m_panes->imageOf(m_pane, m_state);
    ViewState state = m_state;
    if (const auto preset = rendering::windowLevelPreset(number, defaultGrey(image)))
        greyOf(state, image) = *preset;
    change(state);
}

void ViewController::reset()
{
    m_panes->resetView();
    ViewState state = m_state;
    state.zoom = 1.0;
    state.t1ce = m_defaultT1ce;
    state.flair = m_defaultFlair;
    change(state);
}

void ViewController::toggleMaximised()
{
    release();
    m_panes->toggleMaximised(m_pane);
    redraw();
}

bool ViewController::pressKey(int key)
{
    if (!m_panes)
        return false;
    if (m_hand && pressCorrectionKey(key))
        return true;
    ViewState state = m_state;
    if (applyKey(key, state))
        change(state);
    else if (const int slices = slicesOfKey(key))
        scroll(slices);
    else if (const int preset = presetOfKey(key))
        choosePreset(preset);
    else if (isResetKey(key))
        reset();
    else
        return false;
    return true;
}

bool ViewController::pressCorrectionKey(int key)
{
    CorrectionSettings settings = m_correction;
    if (applyCorrectionKey(key, settings)) {
        setCorrection(settings);
        correctionChanged(settings);
        return true;
    }
    if (!m_hand->drawsPolygon())
        return false;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter: m_hand->closePolygon(); break;
    case Qt::Key_Backspace: m_hand->dropCorner(); break;
    case Qt::Key_Escape: m_hand->dropPolygon(); break;
    default: return false;
    }
    redraw();
    return true;
}

}  // namespace metrisk::ui::views
