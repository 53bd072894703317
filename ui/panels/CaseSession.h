#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/storage/CaseRepository.h"
#include "ui/panels/Stage.h"

#include <memory>
#include <optional>
#include <vector>

namespace metrisk::ui::panels {

/// What was computed for the lesion that is scored, and where it went.
struct Outcome {
    std::shared_ptr<const analysis::OpenedCase> scored;  // what `result` was made from; null when that is what is open
    std::optional<analysis::CaseResult> result;        // the latest prediction
    std::optional<analysis::CaseResult> before;        // the latest result of another contour than `result`
    bool kept = false;                                 // `result` is in the case base
    QString reportPath;                                // where the PDF went
};

/// The case in the window, as far as it has come. A value; CaseController holds the one on screen.
struct CaseSession : Outcome {
    std::vector<io::Candidate> candidates;             // what was dropped or chosen
    io::StudyFiles files;                              // the roles as proposed or corrected
    std::shared_ptr<const analysis::OpenedCase> original;  // as the files say; absent until read and prepared
    std::shared_ptr<const analysis::OpenedCase> opened;  // the same with the contour as it was corrected last
    bool contourPending = false;                       // an edit whose lesions are still being measured
    QString contourProblem;                            // why the contour as it stands cannot be analysed, or empty
    std::optional<analysis::ContourVersion> keptContour;  // the latest one in the case base
    clinical::ClinicalRecord clinical;                 // what the form says now
    QString clinicalSource;                            // file the form was filled from, or empty
    std::optional<storage::CaseId> caseId;             // once the case base keeps it
    int predictions = 0;                               // of this case in the case base
    std::string viewState;                             // JSON; how the case was left

    bool empty() const { return candidates.empty() && !opened && !result; }
    /// The form or the contour was changed after this result was made.
    bool stale() const { return clinicalStale() || contourStale(); }
    bool clinicalStale() const { return result && !(result->clinical == clinical); }
    bool contourStale() const;
    /// The contour was corrected, and no result on screen was made from it.
    bool contourNotAnalysed() const;
    /// The images and the contour that belong to `result`.
    std::shared_ptr<const analysis::OpenedCase> ofResult() const { return result && scored ? scored : opened; }
    QString patientName() const;  // id, or the name when there is none
};

/// Two contours are the same when their voxels are; none is the label file's own.
bool sameContour(const std::optional<analysis::ContourVersion>& a, const std::optional<analysis::ContourVersion>& b);
/// The images were registered here and nobody has accepted them yet.
bool preparationOpen(const CaseSession& session);

StageState stateOf(const CaseSession& session, Stage stage);

/// Why nothing new can be computed about the result on screen; empty when it can. `analyzer` may be null.
QString whyNothingNew(const CaseSession& session, const analysis::CaseAnalyzer* analyzer);

/// What must be known of the contour in view: that it was corrected and not yet analysed, or which version it is; empty
/// for the label file's own.
QString contourStanding(const CaseSession& session);

/// The clinical values are complete and in range.
bool clinicalComplete(const clinical::ClinicalRecord& record);

}  // namespace metrisk::ui::panels
