#pragma once

#include "ui/jobs/JobRunner.h"
#include "ui/panels/CaseController.h"
#include "ui/panels/MainWindow.h"

#include <filesystem>

namespace metrisk::app {

/// Builds the workstation's objects, wires them and owns them: case base, model, controller, window. The
/// window can be shown at once; the model arrives when it is loaded.
class Services : public QObject {
    Q_OBJECT

public:
    /// The case base is opened (and made) when it is first needed. An empty path: the user's own.
    explicit Services(const std::filesystem::path& database = {});
    ~Services() override;

    /// Loads a model pack off the GUI thread. An empty path: the default pack. A pack that is refused leaves
    /// the window open, with the reason, and no model.
    void loadPack(const std::filesystem::path& folder);

    /// The pack that draws lesions for a study without label; loaded when the first such study is opened. An empty path:
    /// the default pack.
    void useSegmentationPack(const std::filesystem::path& folder);

    ui::panels::CaseController& controller() { return m_controller; }
    ui::panels::MainWindow& window() { return m_window; }

private:
    ui::panels::CaseController m_controller;
    ui::panels::MainWindow m_window;
    ui::jobs::JobRunner m_packJobs;
};

}  // namespace metrisk::app
