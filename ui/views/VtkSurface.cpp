#include "ui/views/VtkSurface.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>

#include <cmath>

namespace metrisk::ui::views {

namespace {

/// Calls a function with VTK's call data.
class Answer final : public vtkCommand {
public:
    explicit Answer(std::function<void(void*)> function) : m_function(std::move(function)) {}
    void Execute(vtkObject*, unsigned long, void* data) override { m_function(data); }

private:
    std::function<void(void*)> m_function;
};

void answer(vtkObject* object, unsigned long event, std::function<void(void*)> function)
{
    object->AddObserver(event, vtk::TakeSmartPointer(new Answer(std::move(function))));
}

}  // namespace

VtkSurface::VtkSurface(QWidget* parent) : QOpenGLWidget(parent)
{
    m_window->SetOwnContext(false);
    m_window->SetReadyForRendering(false);  // until Qt has made the context
    m_window->SetFrameBlitModeToNoBlit();
    m_window->SetMultiSamples(0);
    m_window->SetDPI(72);  // one point of text is one pixel
    answerVtk();
}

VtkSurface::~VtkSurface()
{
    releaseGl();
    if (context())
        context()->disconnect(this);  // it outlives m_window, inside QOpenGLWidget
    m_window->RemoveAllObservers();
}

bool VtkSurface::isContextCurrent() const
{
    return isValid() && QOpenGLContext::currentContext() == context();
}

/// VTK asks its host to make the context current and whether it is.
void VtkSurface::answerVtk()
{
    answer(m_window, vtkCommand::WindowMakeCurrentEvent, [this](void*) {
        // Qt's makeCurrent also binds Qt's framebuffer, in the midst of VTK's drawing into its own.
        if (isValid() && !isContextCurrent())
            makeCurrent();
    });
    answer(m_window, vtkCommand::WindowIsCurrentEvent,
           [this](void* asked) { *static_cast<bool*>(asked) = isContextCurrent(); });
    answer(m_window, vtkCommand::WindowSupportsOpenGLEvent, [](void* asked) { *static_cast<int*>(asked) = 1; });
}

void VtkSurface::initializeGL()
{
    // Qt makes a new context when the widget moves to another window.
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkSurface::releaseGl, Qt::UniqueConnection);
    m_window->SetReadyForRendering(true);
    m_window->SetMapped(true);
    m_window->SetForceMaximumHardwareLineWidth(1);
    m_window->OpenGLInit();
    if (pictureLost)
        pictureLost();
}

void VtkSurface::paintGL()
{
    const double scale = devicePixelRatioF();
    const int widthPx = int(std::lround(width() * scale)), heightPx = int(std::lround(height() * scale));
    if (widthPx <= 0 || heightPx <= 0)
        return;
    m_window->SetSize(widthPx, heightPx);
    if (prepareFrame)
        prepareFrame(widthPx, heightPx, scale);
    m_window->GetState()->Reset();  // Qt has changed what VTK remembers
    m_window->GetState()->ResetFramebufferBindings();
    m_window->GetState()->vtkglDepthFunc(GL_LEQUAL);  // what is drawn later at the same depth shows
    m_window->Render();
    copyToQt(widthPx, heightPx);
}

void VtkSurface::copyToQt(int widthPx, int heightPx)
{
    auto* gl = context()->extraFunctions();
    gl->glDisable(GL_SCISSOR_TEST);
    if (auto* drawn = m_window->GetDisplayFramebuffer()) {
        gl->glBindFramebuffer(GL_READ_FRAMEBUFFER, drawn->GetFBOIndex());
        gl->glReadBuffer(GL_COLOR_ATTACHMENT0);
        gl->glBindFramebuffer(GL_DRAW_FRAMEBUFFER, defaultFramebufferObject());
        gl->glBlitFramebuffer(0, 0, widthPx, heightPx, 0, 0, widthPx, heightPx, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
    gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    // Qt blends the widget over what lies below: see-through pixels of VTK would let that shine up.
    gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
    gl->glClearColor(0, 0, 0, 1);
    gl->glClear(GL_COLOR_BUFFER_BIT);
    gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void VtkSurface::releaseGl()
{
    if (!isValid())
        return;
    makeCurrent();
    m_window->Finalize();
    m_window->SetReadyForRendering(false);
    doneCurrent();
}

}  // namespace metrisk::ui::views
