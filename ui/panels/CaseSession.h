#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/storage/CaseRepository.h"
#include "ui/panels/Stage.h"

#include <memory>
#include <optional>
#include <vector>

namespace metrisk::ui::panels {

/// The case in the window, as far as it has come. A value; CaseController holds the one on screen.
struct CaseSession {
    std::vector<io::Candidate> candidates;             // what was dropped or chosen
    io::StudyFiles files;                              // the roles as proposed or corrected
    std::shared_ptr<const analysis::OpenedCase> opened;  // absent until read and prepared
    clinical::ClinicalRecord clinical;                 // what the form says now
    QString clinicalSource;                            // file the form was filled from, or empty
    std::optional<storage::CaseId> caseId;             // once the case base keeps it
    std::optional<analysis::CaseResult> result;        // the latest prediction
    int predictions = 0;                               // of this case in the case base
    bool kept = false;                                 // `result` is in the case base
    std::string viewState;                             // JSON; how the case was left
    QString reportPath;                                // where the PDF went

    bool empty() const { return candidates.empty() && !opened && !result; }
    /// The form was changed after this result was made.
    bool stale() const { return result && !(result->clinical == clinical); }
    QString patientName() const;  // id, or the name when there is none
};

/// The images were registered here and nobody has accepted them yet.
bool preparationOpen(const CaseSession& session);

StageState stateOf(const CaseSession& session, Stage stage);

/// Why nothing new can be computed about the result on screen; empty when it can. `analyzer` may be null.
QString whyNothingNew(const CaseSession& session, const analysis::CaseAnalyzer* analyzer);

/// The clinical values are complete and in range.
bool clinicalComplete(const clinical::ClinicalRecord& record);

}  // namespace metrisk::ui::panels
