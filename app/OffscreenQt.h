#pragma once

#include <memory>

class QApplication;

namespace metrisk::app {

/// A QApplication for commands that write pages: they need fonts and charts but no screen. What Qt remarks about the
/// missing desktop helps nobody and is kept silent.
std::unique_ptr<QApplication> qtWithoutScreen();

}  // namespace metrisk::app
