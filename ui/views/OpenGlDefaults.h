#pragma once

namespace metrisk::ui::views {

/// What the views need of OpenGL: core profile 3.2, from a driver that finds its own libraries.
/// Call it before QApplication is made.
void useOpenGlDefaults();

}  // namespace metrisk::ui::views
