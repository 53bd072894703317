#pragma once

#include <QOpenGLWidget>

#include <vtkNew.h>

#include <functional>

class vtkGenericOpenGLRenderWindow;

namespace metrisk::ui::views {

/// An OpenGL widget that hosts one VTK window. VTK draws into a framebuffer of its own, and the
/// widget copies that into Qt's. It draws when Qt asks for it: call update().
class VtkSurface : public QOpenGLWidget {
    Q_OBJECT

public:
    explicit VtkSurface(QWidget* parent = nullptr);
    ~VtkSurface() override;

    vtkGenericOpenGLRenderWindow* vtkWindow() const { return m_window; }

    /// Called before every frame with the size in device pixels and the device's pixels per logical one.
    std::function<void(int widthPx, int heightPx, double scale)> prepareFrame;
    /// Called when the frames drawn so far are lost, because there is a new OpenGL context.
    std::function<void()> pictureLost;

protected:
    void initializeGL() override;
    void paintGL() override;

private:
    bool isContextCurrent() const;
    void answerVtk();
    void copyToQt(int widthPx, int heightPx);
    void releaseGl();

    vtkNew<vtkGenericOpenGLRenderWindow> m_window;
};

}  // namespace metrisk::ui::views
