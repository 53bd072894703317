#include "ui/views/OpenGlDefaults.h"

#include <QSurfaceFormat>

namespace metrisk::ui::views {

void useOpenGlDefaults()
{
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setSwapBehavior(QSurfaceFormat::DoubleBuffer);
    format.setRedBufferSize(8);
    format.setGreenBufferSize(8);
    format.setBlueBufferSize(8);
    format.setAlphaBufferSize(8);
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    format.setSamples(0);  // the scenes smooth their own lines
    QSurfaceFormat::setDefaultFormat(format);
}

}  // namespace metrisk::ui::views
