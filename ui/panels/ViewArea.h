#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/common/Error.h"
#include "ui/panels/CopySources.h"
#include "ui/panels/MapChoice.h"
#include "ui/rendering/ViewState.h"
#include "ui/views/CorrectionSettings.h"

#include <QStackedWidget>

#include <memory>
#include <optional>

namespace metrisk::ui::views {
class CaseView;
}

namespace metrisk::ui::panels {

class CorrectionTools;
class RelevanceMaps;
class ViewTools;

/// The middle of the window: the views of the case with their row of tools, or the invitation to open one.
class ViewArea : public QStackedWidget {
    Q_OBJECT

public:
    explicit ViewArea(QWidget* parent = nullptr);
    ~ViewArea() override;

    /// Null: no images. `scored` is what the result was made from; `viewState` (JSON) how the case was left, empty shows
    /// the index lesion.
    void showCase(std::shared_ptr<const analysis::OpenedCase> opened, std::shared_ptr<const analysis::OpenedCase> scored,
                  const std::string& viewState);
    /// The relevance of this result, which was made from `scored`, over the case that is shown.
    void showResult(const std::optional<analysis::CaseResult>& result, std::shared_ptr<const analysis::OpenedCase> scored);
    /// The same result explained by another rule, or by its own again.
    void showExplanation(const explanation::Explanation& explanation);
    void setMap(const MapChoice& choice);
    void centreOn(const Eigen::Vector3d& patientMm);

    /// The contour is corrected in this editor from now on; null ends that.
    void correct(std::shared_ptr<segmentation::editing::LabelEditor> editor);
    void copyContour(const imaging::LabelMap& from);
    /// The contour was changed in a box of voxels by undo or redo.
    void updateContour(const imaging::LabelView& labels, const segmentation::editing::VoxelBox& box);
    /// What would be taken back and done again, in words; empty: nothing.
    void setUndo(const QString& undo, const QString& redo);
    void setCopySources(const std::vector<CopySource>& sources);
    /// What must be known of the contour in view; see ViewTools.
    void setContourStanding(const QString& words, bool urgent);

Q_SIGNALS:
    void openRequested();
    void correctionRequested();
    void copyRequested(const metrisk::ui::panels::CopySource& source);
    void contourEdited();
    void undoRequested();
    void redoRequested();
    void helpRequested();
    void viewStateChanged(const std::string& json);
    void relevanceShown();  // the views hold the map of the result
    void mapMeasured(const metrisk::ui::panels::MapMeasures& measures);
    void failed(const metrisk::common::Error& error);

private:
    QWidget* invitation();
    void connectViews();
    void connectCorrection();
    void followView(const rendering::ViewState& state);
    void showMap(const std::optional<imaging::Volume>& map, const rendering::RelevanceLegend& legend);
    void resetGrey();

    std::shared_ptr<const analysis::OpenedCase> m_opened, m_scored;
    std::optional<analysis::CaseResult> m_result;
    views::CaseView* m_view;
    ViewTools* m_tools;
    CorrectionTools* m_correction;
    RelevanceMaps* m_relevance;
};

}  // namespace metrisk::ui::panels
