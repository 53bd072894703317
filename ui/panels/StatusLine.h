#pragma once

#include "ui/jobs/JobRunner.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;

namespace metrisk::ui::panels {

/// The bottom line: the running job with its stage, time and Cancel; the device; what kind of model speaks.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);
    ~StatusLine() override;

    /// Shows this runner's jobs; of several the one that started last.
    void follow(jobs::JobRunner& runner);
    void setDevice(const QString& device);
    /// The pack's statement; "Research use." stands before it always.
    void setStatement(const QString& statement);

private:
    struct RunningJob {
        jobs::JobRunner* runner;
        QString stage;
        double fraction = 0.0;
        QElapsedTimer elapsed;
    };
    void begin(jobs::JobRunner* runner);
    void progress(jobs::JobRunner* runner, const QString& stage, double fraction);
    void end(jobs::JobRunner* runner);
    void refresh();

    QLabel* m_job;
    QProgressBar* m_bar;
    QLabel* m_time;
    QPushButton* m_cancel;
    QLabel* m_device;
    QLabel* m_statement;
    std::vector<RunningJob> m_running;  // the last one is shown
    QString m_lastWord;                 // how the last job ended
    QTimer m_clock;
};

}  // namespace metrisk::ui::panels
