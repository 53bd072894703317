#pragma once

#include "ui/jobs/JobRunner.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace metrisk::ui::panels {

/// The bottom line: the running job with its stage, time and Cancel; the device; what kind of model speaks.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Shows this runner's jobs while they run.
    void follow(jobs::JobRunner& runner);
    void setDevice(const QString& device);
    /// The pack's statement; "Research use." stands before it always.
    void setStatement(const QString& statement);

Q_SIGNALS:
    void cancelRequested();

private:
    void begin();
    void end(const QString& word);
    void refresh();

    QLabel* m_job;
    QProgressBar* m_bar;
    QLabel* m_time;
    QPushButton* m_cancel;
    QLabel* m_device;
    QLabel* m_statement;
    QString m_stage;
    QElapsedTimer m_elapsed;
    QTimer m_second;
    QString m_lastWord;
};

}  // namespace metrisk::ui::panels
