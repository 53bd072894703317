#pragma once

#include "core/analysis/CorrectedContour.h"
#include "core/common/Error.h"
#include "core/segmentation/editing/LabelEditor.h"
#include "ui/jobs/JobRunner.h"
#include "ui/panels/StudyIntake.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>

namespace metrisk::ui::panels {

/// The contour of the case on screen while it is corrected: the editor that holds it, and the lesions, measured anew off
/// the GUI thread once the hand rests. Says when an edit has waited long enough to be kept.
class ContourJobs : public QObject {
    Q_OBJECT

public:
    using Editor = segmentation::editing::LabelEditor;
    using Opened = std::shared_ptr<const analysis::OpenedCase>;

    explicit ContourJobs(QObject* parent = nullptr);

    /// Another case, or none: `original` as its files say, `opened` as it is shown. Forgets every step of undo.
    void setCase(Opened original, Opened opened);
    /// The same contours with another index lesion, or of images that were accepted; edits go on from there.
    void replaceCase(Opened original, Opened opened);
    /// Made when it is first asked for; null without a case.
    std::shared_ptr<Editor> editor();

    /// A step of the editor is done.
    void edited();
    /// The editor's last step is taken back, or made again.
    void undo() { show(m_editor->undo()); }
    void redo() { show(m_editor->redo()); }
    /// An edit was made that the lesions are not measured for yet.
    bool pending() const { return m_editor && m_editor->revision() != m_measured; }

    /// The label, when it was edited since it was kept last.
    std::optional<imaging::LabelMap> unkept() const;
    void markKept();
    /// It could not be kept: says again that it is due, after the same while.
    void keepLater() { m_keepTimer.start(); }
    /// Reads another segmentation of these images; `loaded` or `failed` follows.
    void load(const std::filesystem::path& file);
    /// Lets the segmentation pack draw in these images, once for a case; `loaded` or `failed` follows.
    void draw(const SegmenterSource& segmenters);
    /// Another label of these images: `loaded` follows. Throws Error{Input} when it lies on another grid.
    void offer(const imaging::LabelMap& label);
    jobs::JobRunner& loads() { return m_loads; }
    /// How long an edit may wait to be kept.
    void setKeepAfterMs(int ms) { m_keepTimer.setInterval(ms); }

Q_SIGNALS:
    void changed();
    void stepped(const metrisk::segmentation::editing::VoxelBox& box);  // by undo or redo
    void measured(std::shared_ptr<const metrisk::analysis::OpenedCase> opened);
    void refused(const metrisk::common::Error& error);  // no lesion can be measured in this contour
    void keepDue();
    void loaded(const metrisk::imaging::LabelMap& label);
    void failed(const metrisk::common::Error& error);

private:
    void measure();
    void show(const segmentation::editing::VoxelBox& box);

    Opened m_original, m_opened;
    std::shared_ptr<Editor> m_editor;
    std::uint64_t m_measured = 0, m_kept = 0;  // the editor's revisions
    std::optional<imaging::LabelMap> m_drawn;  // by the segmentation pack
    QTimer m_restTimer, m_keepTimer;
    jobs::JobRunner m_jobs, m_loads;
};

}  // namespace metrisk::ui::panels
