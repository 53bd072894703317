#include "ui/views/CaseView.h"

#include "ui/jobs/JobRunner.h"
#include "ui/views/ViewController.h"
#include "ui/views/VtkSurface.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QTimer>
#include <QWheelEvent>

#include <vtkGenericOpenGLRenderWindow.h>

#include <cmath>

namespace metrisk::ui::views {

namespace {

using rendering::CasePanes;
using rendering::Pane;

constexpr int wheelNotch = 120;  // Qt's units of a wheel's notch
constexpr double zoomPerNotch = 1.15;
constexpr int restMs = 150;  // without a stroke, before the surfaces in 3D are made anew

Drag dragOf(const QMouseEvent& event, Pane pane, bool corrects)
{
    if (event.button() == Qt::RightButton)
        return Drag::Zoom;
    if (pane == Pane::Lesion)
        return event.button() == Qt::LeftButton ? Drag::Turn : Drag::None;
    if (event.button() == Qt::MiddleButton || event.modifiers() & Qt::ShiftModifier)
        return Drag::Pan;
    if (event.button() != Qt::LeftButton)
        return Drag::None;
    if (event.modifiers() & Qt::ControlModifier)
        return Drag::Grey;
    return corrects ? Drag::Correct : Drag::Crosshair;
}

bool isUndo(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Z && event.modifiers() == Qt::ControlModifier;
}

bool isRedo(const QKeyEvent& event)
{
    return (event.key() == Qt::Key_Y && event.modifiers() == Qt::ControlModifier) ||
           (event.key() == Qt::Key_Z && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier));
}

}  // namespace

struct CaseView::Impl {
    VtkSurface* surface;
    QLabel* invitation;
    ViewController controller;
    int wheelRest = 0;
    std::optional<std::uint64_t> surfacesWanted;  // the label's state that they are made for
    QTimer handRests;
    jobs::JobRunner surfaceJobs;  // last: it is joined before the rest goes

    explicit Impl(CaseView& view)
        : surface(new VtkSurface(&view)), invitation(new QLabel(&view)), controller(surface->vtkWindow())
    {
        surface->setAttribute(Qt::WA_TransparentForMouseEvents);  // the view handles them itself
        surface->prepareFrame = [this](int widthPx, int heightPx, double scale) {
            controller.prepareFrame(widthPx, heightPx, scale);
        };
        surface->pictureLost = [this] { controller.forgetPicture(); };
        controller.redraw = [this] { surface->update(); };  // Qt draws once for many changes
        controller.stateChanged = [&view](const rendering::ViewState& state) { Q_EMIT view.viewStateChanged(state); };
        controller.contourEdited = [&view] { Q_EMIT view.contourEdited(); };
        controller.correctionChanged = [&view](const CorrectionSettings& settings) { Q_EMIT view.correctionChanged(settings); };
        controller.surfacesWanted = [this](std::uint64_t revision) {
            if (surfacesWanted != revision)
                handRests.start();
            surfacesWanted = revision;
        };
        handRests.setSingleShot(true);
        handRests.setInterval(restMs);
        QObject::connect(&handRests, &QTimer::timeout, [this] { makeSurfaces(); });
        invitation->setText(QStringLiteral("Open T1-CE, FLAIR and label, or drop them here."));
        invitation->setAlignment(Qt::AlignCenter);
        invitation->setWordWrap(true);
        invitation->setStyleSheet(QStringLiteral("color: #98a2b3; background: #000000;"));
        invitation->setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    ~Impl()
    {
        surface->prepareFrame = nullptr;
        surface->pictureLost = nullptr;
    }

    /// Off the GUI thread; a stroke that comes meanwhile makes them out of date, and they are made again.
    void makeSurfaces()
    {
        surfaceJobs.start([label = controller.label(), revision = *surfacesWanted](
                              const Job&) { return rendering::labelSurfaces(label, revision); },
                          [this](const rendering::LabelSurfaces& made) { controller.showSurfaces(made); });
    }

    /// Another case, or none.
    void forgetSurfaces()
    {
        surfaceJobs.cancel();
        handRests.stop();
        surfacesWanted.reset();
    }

    /// Device pixels from the lower left, as the panes count them.
    Eigen::Vector2d pixelAt(const QPointF& position) const
    {
        const double scale = surface->devicePixelRatioF();
        return {position.x() * scale, (surface->height() - position.y()) * scale};
    }
};

CaseView::CaseView(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>(*this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_impl->surface, 0, 0);
    layout->addWidget(m_impl->invitation, 0, 0);  // over the surface, until there is a case
    m_impl->invitation->raise();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 240);
    setAccessibleName(QStringLiteral("Slices and 3D view"));
}

CaseView::~CaseView() = default;

void CaseView::showCase(const preprocessing::PreparedCase& prepared, const imaging::Index3& crosshairVoxel)
{
    m_impl->invitation->hide();
    m_impl->forgetSurfaces();
    m_impl->controller.showCase(prepared.t1ce, prepared.flair, prepared.label, crosshairVoxel);
}

void CaseView::clear()
{
    m_impl->forgetSurfaces();
    m_impl->controller.clear();
    m_impl->invitation->show();
}

void CaseView::showRelevance(const std::optional<imaging::Volume>& relevance, const rendering::RelevanceLegend& legend)
{
    m_impl->controller.showRelevance(relevance, legend);
}

const rendering::ViewState& CaseView::viewState() const
{
    return m_impl->controller.state();
}

void CaseView::setViewState(const rendering::ViewState& state)
{
    m_impl->controller.setState(state);
}

void CaseView::mousePressEvent(QMouseEvent* event)
{
    const Eigen::Vector2d pixel = m_impl->pixelAt(event->position());
    if (const auto pane = m_impl->controller.pointAt(pixel))
        m_impl->controller.press(pixel, dragOf(*event, *pane, corrects()));
}

void CaseView::mouseMoveEvent(QMouseEvent* event)
{
    const Eigen::Vector2d pixel = m_impl->pixelAt(event->position());
    if (event->buttons() != Qt::NoButton)
        return m_impl->controller.dragTo(pixel);
    const auto pane = m_impl->controller.pointAt(pixel);
    if (pane && CasePanes::planeOf(*pane) && event->modifiers() == Qt::ShiftModifier)
        m_impl->controller.moveCrosshair(pixel);
    m_impl->controller.hover(pixel);
}

void CaseView::leaveEvent(QEvent* event)
{
    m_impl->controller.hover(std::nullopt);
    QWidget::leaveEvent(event);
}

void CaseView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton)
        m_impl->controller.release();
}

void CaseView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto pane = m_impl->controller.pointAt(m_impl->pixelAt(event->position()));
    if (event->button() != Qt::LeftButton || !pane)
        return;
    if (!corrects() || !CasePanes::planeOf(*pane))
        return m_impl->controller.toggleMaximised();
    if (correction().tool != CorrectionTool::Polygon)
        return mousePressEvent(event);  // two quick dabs are two dabs
    m_impl->controller.hand().closePolygon();
    m_impl->surface->update();
}

void CaseView::wheelEvent(QWheelEvent* event)
{
    const Eigen::Vector2d pixel = m_impl->pixelAt(event->position());
    const auto pane = m_impl->controller.pointAt(pixel);
    if (!pane)
        return event->ignore();
    event->accept();
    const int turned = event->angleDelta().y();
    if (*pane == Pane::Lesion || event->modifiers() & Qt::ControlModifier)
        return m_impl->controller.zoom(pixel, std::pow(zoomPerNotch, double(turned) / wheelNotch));
    m_impl->wheelRest += turned;  // touchpads send parts of a notch
    if (const int notches = m_impl->wheelRest / wheelNotch) {
        m_impl->wheelRest -= notches * wheelNotch;
        m_impl->controller.scroll(notches);
    }
}

void CaseView::keyPressEvent(QKeyEvent* event)
{
    if (corrects() && (isUndo(*event) || isRedo(*event)))
        return askForStep(isUndo(*event));
    const bool shortcut = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (!shortcut && m_impl->controller.pressKey(event->key()))
        return;
    const bool toggles = event->key() == Qt::Key_C && !shortcut;
    if (corrects() && (toggles || event->key() == Qt::Key_Escape)) {
        correct(nullptr);
        Q_EMIT correctionEnded();
    } else if (toggles) {
        Q_EMIT correctionRequested();
    } else {
        QWidget::keyPressEvent(event);
    }
}

/// A stroke under way is a whole one first; of a polygon under way it is the last corner that goes.
void CaseView::askForStep(bool back)
{
    m_impl->controller.release();
    if (!m_impl->controller.hand().drawsPolygon()) {
        if (back)
            Q_EMIT undoRequested();
        else
            Q_EMIT redoRequested();
    } else if (back) {
        m_impl->controller.pressKey(Qt::Key_Backspace);
    }
}

/// While a contour is corrected, Esc and undo belong to the view that has the focus and not to the window.
bool CaseView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && corrects()) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (key.key() == Qt::Key_Escape || isUndo(key) || isRedo(key))
            event->accept();
    }
    return QWidget::event(event);
}

void CaseView::correct(std::shared_ptr<segmentation::editing::LabelEditor> editor)
{
    m_impl->controller.correct(std::move(editor));
    if (corrects())
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

bool CaseView::corrects() const
{
    return m_impl->controller.corrects();
}

const CorrectionSettings& CaseView::correction() const
{
    return m_impl->controller.correction();
}

void CaseView::setCorrection(const CorrectionSettings& settings)
{
    m_impl->controller.setCorrection(settings);
}

void CaseView::act(CorrectionAct act)
{
    if (corrects())
        m_impl->controller.act(act);
}

void CaseView::copyContour(const imaging::LabelMap& from)
{
    if (!corrects())
        return;
    m_impl->controller.hand().copy(from);
    m_impl->surface->update();
}

void CaseView::updateContour(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box)
{
    m_impl->controller.updateLabel(labels, box);
}

}  // namespace metrisk::ui::views
