#pragma once

#include "core/imaging/Volume.h"
#include "core/preprocessing/PreparedCase.h"
#include "ui/rendering/ViewState.h"
#include "ui/views/CorrectionSettings.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace metrisk::ui::views {

/// The linked slice views and the 3D view of one case, in one OpenGL widget. Owns no case data
/// beyond what it shows.
///
/// Mouse: wheel scrolls, ctrl+wheel zooms at the pointer, left moves the crosshair (in 3D: turns the
/// head), shift+move too, ctrl+left changes window and level, middle or shift+left pans, right
/// zooms, double click maximises a pane.
/// Keys, when the view has the focus: arrows and page keys scroll the pane last pointed at, Home and
/// End go to its ends; S label, A and D fill, M relevance, [ and ] its threshold, T T1-CE or FLAIR,
/// 1 to 5 grey ranges, R resets zoom, middle and greys, V changes the layout.
///
/// While a contour is corrected the left button corrects in the slices, and a circle shows the brush: - and + change its
/// radius, B, E, H and P choose brush, erase, threshold and polygon, X changes between core and oedema, N between slice
/// and space; ctrl+Z and ctrl+Y undo and redo; Enter or a double click closes a polygon, Backspace or ctrl+Z takes its last
/// corner; Esc drops it, or leaves. C begins and leaves.
class CaseView : public QWidget {
    Q_OBJECT

public:
    explicit CaseView(QWidget* parent = nullptr);
    ~CaseView() override;

    /// Shows a case with its crosshair at a voxel (the index lesion's centre); relevance is cleared.
    void showCase(const preprocessing::PreparedCase& prepared, const imaging::Index3& crosshairVoxel);
    void clear();

    /// A relevance map on the same grid, 0 to 1, and what it means; nothing to hide it.
    void showRelevance(const std::optional<imaging::Volume>& relevance,
                       const rendering::RelevanceLegend& legend = rendering::relativeRelevance);

    const rendering::ViewState& viewState() const;
    void setViewState(const rendering::ViewState& state);

    /// The left button corrects this editor's label from now on; null ends that, and what was corrected stays in view.
    void correct(std::shared_ptr<segmentation::editing::LabelEditor> editor);
    bool corrects() const;
    const CorrectionSettings& correction() const;
    void setCorrection(const CorrectionSettings& settings);
    /// These do nothing unless a contour is corrected. Copying throws Error{Input} for a label of another grid.
    void act(CorrectionAct act);
    void copyContour(const imaging::LabelMap& from);

    /// The contour was changed in a box of voxels by something else than a hand in the views: undo and redo.
    void updateContour(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box);

Q_SIGNALS:
    /// The editor's label has changed by a whole step.
    void contourEdited();
    void undoRequested();  // by key, while a contour is corrected
    void redoRequested();
    void correctionChanged(const metrisk::ui::views::CorrectionSettings& settings);  // by a key
    void correctionRequested();  // by the key C
    void correctionEnded();      // by Esc or C
    /// Whoever changed it: the user's hands, setViewState or showCase.
    void viewStateChanged(const metrisk::ui::rendering::ViewState& state);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void askForStep(bool back);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::views
