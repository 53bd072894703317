#include "app/OffscreenQt.h"

#include <QApplication>

#include <cstdlib>

namespace metrisk::app {

std::unique_ptr<QApplication> qtWithoutScreen()
{
    static int count = 1;
    static char name[] = "metrisk-cli";
    static char* arguments[] = {name, nullptr};
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    return std::make_unique<QApplication>(count, arguments);
}

}  // namespace metrisk::app
