#include "ui/panels/ContourJobs.h"

#include <utility>

namespace metrisk::ui::panels {
namespace {

constexpr int restMs = 300;      // the hand rests; the lesions are measured
constexpr int keepMs = 20'000;   // an edit waits no longer than this to be kept

}  // namespace

ContourJobs::ContourJobs(QObject* parent) : QObject(parent)
{
    m_restTimer.setSingleShot(true);
    m_restTimer.setInterval(restMs);
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepMs);
    connect(&m_restTimer, &QTimer::timeout, this, &ContourJobs::measure);
    connect(&m_keepTimer, &QTimer::timeout, this, &ContourJobs::keepDue);
    connect(&m_jobs, &jobs::JobRunner::failed, this, [this](const Error& error) {
        m_measured = m_editor ? m_editor->revision() : 0;
        Q_EMIT refused(error);
    });
    connect(&m_loads, &jobs::JobRunner::failed, this, &ContourJobs::failed);
}

void ContourJobs::setCase(Opened original, Opened opened)
{
    m_jobs.cancel();
    m_loads.cancel();
    m_restTimer.stop();
    m_keepTimer.stop();
    m_original = std::move(original);
    m_opened = std::move(opened);
    m_editor.reset();
    m_measured = m_kept = 0;
}

std::shared_ptr<ContourJobs::Editor> ContourJobs::editor()
{
    if (!m_editor && m_original && m_opened) {
        m_editor = std::make_shared<Editor>(m_opened->prepared.label);
        m_measured = m_kept = m_editor->revision();
    }
    return m_editor;
}

void ContourJobs::edited()
{
    if (!m_editor)
        return;
    m_restTimer.start();
    if (!m_keepTimer.isActive())  // counts from the first edit that is not kept
        m_keepTimer.start();
    Q_EMIT changed();
}

void ContourJobs::measure()
{
    m_jobs.start(
        [original = m_original, shown = m_opened, label = m_editor->labels()](const Job& job) {
            return std::make_shared<const analysis::OpenedCase>(analysis::withContour(*original, *shown, label, job));
        },
        [this, revision = m_editor->revision()](Opened opened) {
            m_measured = revision;
            m_opened = opened;
            Q_EMIT measured(std::move(opened));
        });
}

void ContourJobs::load(const std::filesystem::path& file)
{
    if (!m_editor)
        return;
    m_loads.start(
        [file, grid = m_editor->geometry()](const Job& job) {
            return analysis::otherSegmentation(file, grid, job.stage("Reading the segmentation", 0.0, 1.0));
        },
        [this](imaging::LabelMap label) { Q_EMIT loaded(label); });
}

std::optional<imaging::LabelMap> ContourJobs::unkept() const
{
    if (!m_editor || m_editor->revision() == m_kept)
        return std::nullopt;
    return m_editor->labels();
}

void ContourJobs::markKept()
{
    m_keepTimer.stop();
    m_kept = m_editor->revision();
}

}  // namespace metrisk::ui::panels
