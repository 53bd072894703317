#include "app/HeadlessRun.h"

#include "app/ExitCode.h"
#include "app/ResultFiles.h"

#include <QApplication>
#include <QTimer>

#include <fmt/format.h>

#include <utility>

namespace metrisk::app {
namespace {

constexpr int settleMs = 1000;  // the views draw what they were given last

}  // namespace

HeadlessRun::HeadlessRun(Services& services, const std::filesystem::path& folder)
    : m_services(services), m_folder(folder)
{
    using ui::panels::CaseController;
    auto& controller = services.controller();
    requireWritableFolder(folder);
    connect(&controller, &CaseController::noticePosted, this, &HeadlessRun::fail);
    connect(&controller.jobs(), &ui::jobs::JobRunner::cancelled, this,
            [this] { fail(Error(Error::Kind::Input, "The run was cancelled.", "Nothing was stored.")); });
    connect(&controller, &CaseController::stageRequested, this, [this](ui::panels::Stage) { failWithoutAcceptance(); });
    connect(&controller, &CaseController::analysed, this, [this] { m_analysed = true; });
    connect(&services.window(), &ui::panels::MainWindow::relevanceShown, this, [this] {
        if (m_analysed)
            writeFiles();
    });
}

void HeadlessRun::fail(const Error& error)
{
    if (std::exchange(m_ended, true))
        return;
    fmt::print(stderr, "{}\n", error.what());
    // Not exit(): a notice may come before the event loop runs.
    QTimer::singleShot(0, qApp, [code = exitCodeOf(error)] { QApplication::exit(code); });
}

/// Nobody is at the window who could look at the images and accept them.
void HeadlessRun::failWithoutAcceptance()
{
    if (ui::panels::preparationOpen(m_services.controller().session()))
        fail(Error(Error::Kind::Input, "The images were registered here, and nobody has looked at the result.",
                   "Open the study in the window and accept its preparation, or add --accept-preparation: the report then says that "
                   "nobody looked."));
}

void HeadlessRun::writeFiles()
{
    if (m_ended)
        return;
    try {
        const auto& session = m_services.controller().session();
        writeResultFiles(m_folder, *session.result, session.ofResult()->prepared);
        QTimer::singleShot(settleMs, this, &HeadlessRun::writePicture);
    } catch (...) {
        fail(common::currentError());
    }
}

void HeadlessRun::writePicture()
{
    if (std::exchange(m_ended, true))
        return;
    const auto file = QString::fromStdString((m_folder / "window.png").string());
    const bool written = m_services.window().grab().save(file);
    if (!written)
        fmt::print(stderr, "The picture of the window could not be written: {}. Choose another folder.\n", file.toStdString());
    QApplication::exit(written ? 0 : 1);
}

}  // namespace metrisk::app
