#pragma once

#include "core/common/Error.h"
#include "ui/jobs/JobRunner.h"
#include "ui/panels/CaseStore.h"
#include "ui/panels/ContourJobs.h"
#include "ui/panels/CopySources.h"
#include "ui/panels/StudyIntake.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <memory>

namespace metrisk::ui::panels {

/// The flow of one case through the window: propose, open, analyse, keep, reopen, print. Long work runs
/// in one job; whatever goes wrong arrives as `noticePosted` and leaves what was there before.
class CaseController : public QObject {
    Q_OBJECT

public:
    explicit CaseController(CaseStore store, QObject* parent = nullptr);
    ~CaseController() override;

    const CaseSession& session() const { return m_session; }
    const analysis::CaseAnalyzer* analyzer() const { return m_analyzer.get(); }
    std::shared_ptr<const analysis::CaseAnalyzer> sharedAnalyzer() const { return m_analyzer; }
    jobs::JobRunner& jobs() { return m_jobs; }
    /// Why Analyse cannot be pressed now, as a sentence; empty when it can.
    QString whyNotAnalyse() const;
    std::vector<storage::CaseSummary> cases(const QString& search);

    void setAnalyzer(std::shared_ptr<const analysis::CaseAnalyzer> analyzer);
    /// Why there is no model, as a sentence: it is loading, or it was refused.
    void setNoModel(const QString& reason);

    void propose(const std::vector<std::filesystem::path>& paths);
    void setRole(io::Role role, const std::filesystem::path& path);
    void setSegmenterSource(SegmenterSource source);
    void openStudy();
    void openStudy(const io::StudyFiles& files, const clinical::ClinicalRecord& clinical, const QString& clinicalSource,
                   bool analyseAtOnce);
    /// The atlas the site points to; empty: none. A study that is open is prepared again.
    void setAtlas(const std::filesystem::path& file);
    const std::filesystem::path& atlas() const { return m_atlas; }
    /// A person has looked at the registered images and found them right; only then are they scored.
    void acceptPreparation();
    /// From now on registered images are scored without a look at them, and the record says so.
    void acceptUnseen() { m_acceptUnseen = true; }
    /// The same registration, corrected by hand. What was scored before goes.
    void redoPreparation(const preprocessing::Nudge& flair, const preprocessing::Nudge& head, bool correctBias);
    void setClinical(const clinical::ClinicalRecord& record);
    /// Another lesion of the open study is the one to score; what was scored before stays in the case base.
    void chooseIndexLesion(int id);
    void analyse();
    void keepResult();
    void reopen(storage::CaseId id);
    void exportReport(const std::filesystem::path& path);
    void setViewState(const std::string& json);
    /// Writes the contour and the view of the case on screen now; the window calls it before it closes.
    void leaveCase();
    void cancel();

    /// The contour of the case on screen, to be corrected; null without images.
    std::shared_ptr<segmentation::editing::LabelEditor> contourEditor() { return m_contour.editor(); }
    /// A step of the editor is done: the lesions follow, and the case base within half a minute.
    void contourEdited();
    ContourJobs& contour() { return m_contour; }
    /// From where a label of the contour can be copied. `contour()` says `loaded` when it is there to be copied.
    std::vector<CopySource> copySources() const { return copySourcesOf(m_session, m_segmenters != nullptr); }
    void copyFrom(const CopySource& source);

    /// Takes back or does again what was done last: to the contour, the index lesion or the form. Not while a job runs.
    void undo();
    void redo();
    const QUndoStack& history() const { return m_history; }

Q_SIGNALS:
    void sessionChanged();   // anything the panels show
    void clinicalLoaded();   // the form is to be filled from the session
    void imagesChanged();    // session().opened is another one, or gone
    void contourChanged();   // session().opened has the same images and another contour
    void resultChanged();    // session().result is another one, or gone
    void stageRequested(metrisk::ui::panels::Stage stage);
    void casesChanged();
    void noticePosted(const metrisk::common::Error& error);
    void noticesOutdated();  // a new study begins
    void modelChanged();
    void stepShown(metrisk::ui::panels::Stage stage);  // what was taken back or done again is seen there
    void analysed();         // a new result is shown and, when the case base took it, kept

private:
    bool attempt(const std::function<void()>& action);
    void startSession(CaseSession session);
    void saveView();
    void readClinical(const std::filesystem::path& file);
    void showProposal(std::vector<io::Candidate> candidates, const std::filesystem::path& clinicalFile);
    void showOpened(analysis::OpenedCase opened, bool analyseAtOnce);
    preprocessing::PreparationOptions preparation() const { return {.atlas = m_atlas}; }
    void analyseOnceReady();
    void accept(bool unseen);
    void prepareAgain(const preprocessing::PreparationOptions& options);
    void showImagesAgain(ReopenedImages images);
    void showResult(analysis::CaseResult result, std::shared_ptr<const analysis::OpenedCase> scored);

    bool useIndexLesion(std::optional<int> id, Outcome& aside);  // CaseControllerHistory.cpp

    // CaseControllerContour.cpp
    void connectContour();
    void beginContour();
    void showContour(std::shared_ptr<const analysis::OpenedCase> opened);
    void refuseContour(const common::Error& error);
    bool keepContour();
    void nameContour();
    void tellOfKeptContour();
    ReopenedContours keptContours(const storage::StoredCase& stored);

    CaseStore m_store;
    std::shared_ptr<const analysis::CaseAnalyzer> m_analyzer;
    SegmenterSource m_segmenters;
    QString m_noModel;
    std::filesystem::path m_atlas;
    bool m_analyseOnceReady = false;  // asked for at the start, while the model was loading or the preparation not accepted
    bool m_acceptUnseen = false;
    CaseSession m_session;
    QUndoStack m_history;   // of the case on screen
    QTimer m_viewTimer;     // writes the view once it has come to rest
    ContourJobs m_contour;
    jobs::JobRunner m_jobs; // last: it is joined before the rest goes
};

}  // namespace metrisk::ui::panels
