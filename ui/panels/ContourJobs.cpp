#include "ui/panels/ContourJobs.h"

#include <algorithm>
#include <utility>

namespace metrisk::ui::panels {
namespace {

constexpr int restMs = 300;      // the hand rests; the lesions are measured
constexpr int keepMs = 20'000;   // an edit waits no longer than this to be kept

/// Copying from an empty drawing would take the label away.
imaging::LabelMap drawing(const SegmenterSource& segmenters, const analysis::OpenedCase& opened, const Job& job)
{
    const auto segmenter = segmenters(job.stage("Loading the segmentation pack", 0.0, 0.1));
    auto label = segmenter->segment(opened.prepared.t1ce, opened.prepared.flair, job.stage("Drawing the lesions", 0.1, 1.0));
    if (std::ranges::all_of(label.voxels(), [](std::uint8_t voxel) { return voxel == imaging::Background; }))
        throw Error(Error::Kind::Input, "“" + segmenter->identity().name + "” found no lesion in these images.",
                    "Copy from another drawing, or correct the contour by hand.");
    return label;
}

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
    m_drawn.reset();
    m_measured = m_kept = 0;
}

/// What is being measured would come with the lesion that was chosen before.
void ContourJobs::replaceCase(Opened original, Opened opened)
{
    m_original = std::move(original);
    m_opened = std::move(opened);
    m_jobs.cancel();
    if (pending())
        m_restTimer.start();
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

void ContourJobs::show(const segmentation::editing::VoxelBox& box)
{
    edited();
    Q_EMIT stepped(box);
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

void ContourJobs::draw(const SegmenterSource& segmenters)
{
    if (!m_original)
        return;
    if (m_drawn)
        return offer(*m_drawn);
    m_loads.start([segmenters, opened = m_original](const Job& job) { return drawing(segmenters, *opened, job); },
                  [this](imaging::LabelMap label) {
                      m_drawn = std::move(label);
                      offer(*m_drawn);
                  });
}

void ContourJobs::offer(const imaging::LabelMap& label)
{
    if (!label.geometry().sharesGridWith(m_original->prepared.label.geometry()))
        throw Error(Error::Kind::Input, "That contour does not lie on the grid of these images.",
                    "The images were prepared in another way when it was drawn; it cannot be copied.");
    Q_EMIT loaded(label);
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
