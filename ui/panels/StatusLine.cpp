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
      m_device(quietLabel(QStringLiteral("device"))), m_statement(quietLabel(QStringLiteral("statement")))
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
    connect(m_cancel, &QPushButton::clicked, this, &StatusLine::cancelRequested);
    connect(&m_second, &QTimer::timeout, this, &StatusLine::refresh);
    m_second.setInterval(500);
    setStatement({});
    end(QStringLiteral("Ready"));
}

void StatusLine::follow(jobs::JobRunner& runner)
{
    connect(&runner, &jobs::JobRunner::started, this, &StatusLine::begin);
    connect(&runner, &jobs::JobRunner::progressed, this, [this](const QString& stage, double fraction) {
        m_stage = stage;
        m_bar->setValue(int(std::lround(fraction * 1000)));
        refresh();
    });
    connect(&runner, &jobs::JobRunner::failed, this, [this] { m_lastWord = QStringLiteral("Stopped by an error"); });
    connect(&runner, &jobs::JobRunner::cancelled, this, [this] { m_lastWord = QStringLiteral("Cancelled"); });
    connect(&runner, &jobs::JobRunner::finished, this, [this] { end(m_lastWord); });
}

void StatusLine::setDevice(const QString& device)
{
    m_device->setText(device);
}

void StatusLine::setStatement(const QString& statement)
{
    m_statement->setText(QStringLiteral("Research use. ").append(statement).trimmed());
}

void StatusLine::begin()
{
    m_stage = QStringLiteral("Starting");
    m_lastWord = QStringLiteral("Ready");
    m_elapsed.start();
    m_second.start();
    m_bar->setValue(0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_time, m_cancel})
        widget->show();
    refresh();
}

void StatusLine::end(const QString& word)
{
    m_second.stop();
    m_job->setText(word);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_time, m_cancel})
        widget->hide();
}

void StatusLine::refresh()
{
    m_job->setText(m_stage);
    m_time->setText(QStringLiteral("%1 % · %2 s").arg(m_bar->value() / 10).arg(m_elapsed.elapsed() / 1000));
}

}  // namespace metrisk::ui::panels
