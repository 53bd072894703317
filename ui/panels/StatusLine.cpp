#include "ui/panels/StatusLine.h"

#include "ui/panels/Controls.h"

#include <QHBoxLayout>
#include <QProgressBar>

#include <cmath>

namespace metrisk::ui::panels {
namespace {

QLabel* quietLabel(const QString& objectName)
{
    auto* made = new QLabel;
    made->setObjectName(objectName);
    made->setProperty("role", QStringLiteral("status"));
    made->setTextFormat(Qt::PlainText);
    return made;
}

QProgressBar* thinBar()
{
    auto* bar = new QProgressBar;
    bar->setObjectName(QStringLiteral("progress"));
    bar->setTextVisible(false);
    bar->setRange(0, 1000);
    bar->setFixedSize(180, 6);
    bar->setAccessibleName(QStringLiteral("Progress of the running job"));
    return bar;
}

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent), m_job(quietLabel(QStringLiteral("jobName"))), m_bar(thinBar()),
      m_time(quietLabel(QStringLiteral("jobTime"))),
      m_cancel(button(QStringLiteral("Cancel"), QStringLiteral("cancelJob"))),
      m_device(quietLabel(QStringLiteral("device"))), m_statement(quietLabel(QStringLiteral("statement"))), m_lastWord(QStringLiteral("Ready"))
{
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(36);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(12);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_job, m_bar, m_time, m_cancel})
        layout->addWidget(widget);
    layout->addStretch(1);
    layout->addWidget(m_device);
    layout->addSpacing(8);
    layout->addWidget(m_statement);
    setStyleProperty(m_cancel, "role", QStringLiteral("quiet"));
    setStyleProperty(m_statement, "role", QStringLiteral("statement"));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (!m_running.empty())
            m_running.back().runner->cancel();
    });
    connect(&m_clock, &QTimer::timeout, this, &StatusLine::refresh);
    m_clock.setInterval(500);
    setStatement({});
    refresh();
}

StatusLine::~StatusLine() = default;

void StatusLine::follow(jobs::JobRunner& runner)
{
    auto* const followed = &runner;
    connect(followed, &jobs::JobRunner::started, this, [this, followed] { begin(followed); });
    connect(followed, &jobs::JobRunner::progressed, this, [this, followed](const QString& stage, double fraction) {
        progress(followed, stage, fraction);
    });
    connect(followed, &jobs::JobRunner::failed, this, [this] { m_lastWord = QStringLiteral("Stopped by an error"); });
    connect(followed, &jobs::JobRunner::cancelled, this, [this] { m_lastWord = QStringLiteral("Cancelled"); });
    connect(followed, &jobs::JobRunner::finished, this, [this, followed] { end(followed); });
}

void StatusLine::setDevice(const QString& device)
{
    m_device->setText(device);
}

void StatusLine::setStatement(const QString& statement)
{
    m_statement->setText(QStringLiteral("Research use. ").append(statement).trimmed());
}

void StatusLine::begin(jobs::JobRunner* runner)
{
    end(runner);  // the run it supersedes, if any
    m_running.push_back({runner, QStringLiteral("Starting"), 0.0, {}});
    m_running.back().elapsed.start();
    m_lastWord = QStringLiteral("Ready");
    m_clock.start();
    refresh();
}

void StatusLine::progress(jobs::JobRunner* runner, const QString& stage, double fraction)
{
    for (auto& job : m_running)
        if (job.runner == runner) {
            job.stage = stage;
            job.fraction = fraction;
        }
    refresh();
}

void StatusLine::end(jobs::JobRunner* runner)
{
    std::erase_if(m_running, [runner](const RunningJob& job) { return job.runner == runner; });
    if (m_running.empty())
        m_clock.stop();
    refresh();
}

void StatusLine::refresh()
{
    const bool running = !m_running.empty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_time, m_cancel})
        widget->setVisible(running);
    m_job->setText(running ? m_running.back().stage : m_lastWord);
    if (!running)
        return;
    const auto& job = m_running.back();
    m_bar->setValue(int(std::lround(job.fraction * 1000)));
    m_time->setText(QStringLiteral("%1 % · %2 s").arg(m_bar->value() / 10).arg(job.elapsed.elapsed() / 1000));
}

}  // namespace metrisk::ui::panels
