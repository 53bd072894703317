#include "ui/views/OpenGlDefaults.h"

#include <QSurfaceFormat>

#include <dlfcn.h>

namespace metrisk::ui::views {

namespace {

// LibTorch 2.6 of Debian 13 carries an LLVM of its own and exports that LLVM's C functions. Mesa's software
// renderer calls functions of the same names, is given LibTorch's, and crashes at the first OpenGL context.
// Mesa loaded here first, with its own libraries before all others, finds its own LLVM. LibTorch 1.13 of
// Debian 12 exports none, and nothing is loaded there.
void giveMesaItsOwnLlvm()
{
#ifndef __SANITIZE_ADDRESS__  // its runtime forbids RTLD_DEEPBIND
    if (dlsym(RTLD_DEFAULT, "LLVMParseCommandLineOptions") == nullptr)
        return;
    for (const char* driver : {"libGLX_mesa.so.0", "libEGL_mesa.so.0"})
        dlopen(driver, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);  // absent where the driver is another's: no harm
#endif
}

}  // namespace

void useOpenGlDefaults()
{
    giveMesaItsOwnLlvm();
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
