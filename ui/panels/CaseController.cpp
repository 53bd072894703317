#include "ui/panels/CaseController.h"

#include "core/common/Time.h"
#include "ui/printing/PdfReportWriter.h"

namespace metrisk::ui::panels {

using std::filesystem::path;

CaseController::CaseController(CaseStore store, QObject* parent)
    : QObject(parent), m_store(std::move(store)), m_noModel(QStringLiteral("The model is still loading."))
{
    m_viewTimer.setSingleShot(true);
    m_viewTimer.setInterval(500);
    connect(&m_viewTimer, &QTimer::timeout, this, &CaseController::saveView);
    connectContour();
    connect(&m_jobs, &jobs::JobRunner::failed, this, &CaseController::noticePosted);
    connect(&m_jobs, &jobs::JobRunner::finished, this, &CaseController::sessionChanged);
}

CaseController::~CaseController() = default;

QString CaseController::whyNotAnalyse() const
{
    if (!m_session.opened)
        return m_session.result ? QStringLiteral("The images of this case are not open, so it cannot be analysed again.")
                                : QStringLiteral("Open a study first.");
    if (preparationOpen(m_session))
        return QStringLiteral("The images were registered here: look at the preparation and accept it first.");
    if (!m_session.contourProblem.isEmpty())
        return m_session.contourProblem;
    if (m_session.contourPending)
        return QStringLiteral("The lesions are being measured after the correction.");
    if (!m_analyzer)
        return m_noModel;
    try {
        m_analyzer->model().package().clinical.encode(m_session.clinical);
        return {};
    } catch (const Error& error) {
        return QString::fromStdString(error.whatHappened() + ' ' + error.whatToDo());
    }
}

std::vector<storage::CaseSummary> CaseController::cases(const QString& search)
{
    std::vector<storage::CaseSummary> found;
    attempt([&] { found = m_store.list(search.toStdString()); });
    return found;
}

void CaseController::setAnalyzer(std::shared_ptr<const analysis::CaseAnalyzer> analyzer)
{
    m_analyzer = std::move(analyzer);
    Q_EMIT modelChanged();
    Q_EMIT sessionChanged();
    analyseOnceReady();
}

void CaseController::setNoModel(const QString& reason)
{
    m_analyzer.reset();
    m_noModel = reason;
    Q_EMIT modelChanged();
    Q_EMIT sessionChanged();
}

void CaseController::propose(const std::vector<path>& paths)
{
    const auto intake = intakeOf(paths);
    if (intake.images.empty() && !intake.clinical.empty())
        return readClinical(intake.clinical);  // for the study that is open
    m_jobs.start(
        [images = intake.images](const Job& job) {
            job.stage("Looking at the files", 0.0, 1.0).advance(0.0);
            return io::proposeRoles(images);
        },
        [this, clinical = intake.clinical](std::vector<io::Candidate> candidates) {
            showProposal(std::move(candidates), clinical);
        });
}

void CaseController::showProposal(std::vector<io::Candidate> candidates, const path& clinicalFile)
{
    CaseSession session;
    session.files = io::filesOf(candidates);
    session.candidates = std::move(candidates);
    startSession(std::move(session));
    if (!clinicalFile.empty())
        readClinical(clinicalFile);
    if (complete(m_session.files))
        openStudy();
    else
        Q_EMIT stageRequested(Stage::Study);
}

void CaseController::setRole(io::Role role, const path& file)
{
    auto& files = m_session.files;
    for (const auto other : {io::Role::T1ce, io::Role::Flair, io::Role::Label})
        if (other != role && files.of(other) == file && !file.empty())
            files.of(other) = files.of(role);  // one file has one role: the two trade places
    files.of(role) = file;
    Q_EMIT sessionChanged();
}

void CaseController::openStudy()
{
    openStudy(m_session.files, m_session.clinical, m_session.clinicalSource, false);
}

void CaseController::openStudy(const io::StudyFiles& files, const clinical::ClinicalRecord& clinical,
                               const QString& clinicalSource, bool analyseAtOnce)
{
    CaseSession session;
    session.candidates = m_session.files == files ? m_session.candidates : std::vector<io::Candidate>{};
    session.files = files;
    session.clinical = clinical;
    session.clinicalSource = clinicalSource;
    startSession(std::move(session));
    Q_EMIT stageRequested(Stage::Study);
    m_jobs.start([files, preparation = this->preparation(), source = m_segmenters](
                     const Job& job) { return openStudyFiles(files, preparation, source, job); },
                 [this, analyseAtOnce](analysis::OpenedCase opened) { showOpened(std::move(opened), analyseAtOnce); });
}

void CaseController::showOpened(analysis::OpenedCase opened, bool analyseAtOnce)
{
    m_session.original = m_session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    if (m_acceptUnseen && preparationOpen(m_session))
        accept(true);
    attempt([this] { m_session.caseId = m_store.find(*m_session.opened); });
    beginContour();
    Q_EMIT imagesChanged();
    Q_EMIT sessionChanged();
    Q_EMIT stageRequested(preparationOpen(m_session) ? Stage::Preparation : Stage::Clinical);
    m_analyseOnceReady = analyseAtOnce;
    if (!analyseAtOnce)
        tellOfKeptContour();
    analyseOnceReady();
}

void CaseController::analyseOnceReady()
{
    if (m_analyseOnceReady && m_session.opened && m_analyzer && !preparationOpen(m_session))
        analyse();
}

void CaseController::setAtlas(const path& file)
{
    if (m_atlas == file)
        return;
    m_atlas = file;
    if (m_session.opened)
        prepareAgain({.atlas = m_atlas, .correctBias = m_session.opened->prepared.record.biasCorrection.has_value()});
    Q_EMIT sessionChanged();
}

void CaseController::accept(bool unseen)
{
    const auto accepted = [at = common::utcNow(), unseen](analysis::OpenedCase opened) {  // the volumes are shared
        opened.prepared.record.acceptedAt = at;
        opened.prepared.record.acceptedUnseen = unseen;
        return std::make_shared<const analysis::OpenedCase>(std::move(opened));
    };
    const bool corrected = m_session.opened != m_session.original;
    m_session.original = accepted(*m_session.original);
    m_session.opened = corrected ? accepted(*m_session.opened) : m_session.original;
}

void CaseController::acceptPreparation()
{
    if (!preparationOpen(m_session))
        return;
    accept(false);
    m_contour.replaceCase(m_session.original, m_session.opened);
    Q_EMIT imagesChanged();
    Q_EMIT sessionChanged();
    Q_EMIT stageRequested(Stage::Clinical);
    analyseOnceReady();
}

void CaseController::redoPreparation(const preprocessing::Nudge& flair, const preprocessing::Nudge& head, bool correctBias)
{
    if (!m_session.opened)
        return;
    auto options = preprocessing::optionsOf(m_session.opened->prepared.record);
    options.flairNudge = flair;
    options.headNudge = head;
    options.correctBias = correctBias;
    prepareAgain(options);
}

void CaseController::prepareAgain(const preprocessing::PreparationOptions& options)
{
    keepContour();  // it is of the images as they are
    m_jobs.start([files = m_session.files, options, source = m_segmenters](
                     const Job& job) { return openStudyFiles(files, options, source, job); },
                 [this](analysis::OpenedCase opened) {
                     m_session.result.reset();  // it was made from other images
                     m_session.before.reset();
                     m_session.kept = false;
                     const auto images = std::make_shared<const analysis::OpenedCase>(std::move(opened));
                     showImagesAgain({images, images, nullptr});
                     Q_EMIT resultChanged();
                     Q_EMIT stageRequested(Stage::Preparation);
                 });
}

void CaseController::readClinical(const path& file)
{
    attempt([&] {
        setClinical(clinical::readClinicalFile(file));
        m_session.clinicalSource = QString::fromStdString(file.string());
        Q_EMIT clinicalLoaded();
        Q_EMIT sessionChanged();
    });
}

void CaseController::setSegmenterSource(SegmenterSource source)
{
    m_segmenters = std::move(source);
    Q_EMIT sessionChanged();  // one more drawing to copy from
}

void CaseController::analyse()
{
    m_analyseOnceReady = false;
    if (const auto reason = whyNotAnalyse(); !reason.isEmpty()) {
        Q_EMIT noticePosted(Error(Error::Kind::Input, "The case was not analysed.", reason.toStdString()));
        return;
    }
    if (!keepContour())
        return;  // a result names the version of its contour
    m_jobs.start(
        [analyzer = m_analyzer, opened = m_session.opened, clinical = m_session.clinical](const Job& job) {
            return analyzer->score(*opened, clinical, job);
        },
        [this, opened = m_session.opened](analysis::CaseResult result) { showResult(std::move(result), opened); });
}

void CaseController::showResult(analysis::CaseResult result, std::shared_ptr<const analysis::OpenedCase> scored)
{
    if (m_session.result && !sameContour(m_session.result->contour, result.contour))
        m_session.before = std::move(m_session.result);
    m_session.result = std::move(result);
    m_session.scored = std::move(scored);
    m_session.kept = false;
    m_session.reportPath.clear();
    keepResult();
    Q_EMIT resultChanged();
    Q_EMIT stageRequested(Stage::Risk);
    Q_EMIT analysed();
}

void CaseController::keepResult()
{
    if (!m_session.result || !m_session.opened || m_session.kept)
        return;
    if (attempt([this] { m_store.keep(m_session); }))
        saveView();  // as it is now, under the case's own id
    Q_EMIT sessionChanged();
    Q_EMIT casesChanged();
}

void CaseController::reopen(storage::CaseId id)
{
    if (m_session.caseId == id && m_session.opened && m_session.result)
        return;  // it is on screen, perhaps with changes in the form
    keepContour();  // it may be of this very case
    storage::StoredCase stored;
    if (!attempt([&] { stored = m_store.load(id); }))
        return;
    const auto record = stored.record;
    ReopenedContours contours;
    const bool known = attempt([&] { contours = keptContours(stored); });
    startSession(sessionOf(std::move(stored)));
    Q_EMIT stageRequested(m_session.result ? Stage::Risk : Stage::Clinical);
    if (known)
        m_jobs.start([record, contours, latest = m_session.result, preparation = this->preparation(), source = m_segmenters](
                         const Job& job) { return openUnchanged(record, contours, latest, preparation, source, job); },
                     [this](ReopenedImages images) { showImagesAgain(std::move(images)); });
}

void CaseController::showImagesAgain(ReopenedImages images)
{
    m_session.original = std::move(images.original);
    m_session.opened = std::move(images.opened);
    m_session.scored = std::move(images.scored);
    beginContour();
    Q_EMIT imagesChanged();
    Q_EMIT sessionChanged();
}

void CaseController::exportReport(const path& file)
{
    if (!m_session.result || !m_session.opened)
        return;
    const bool written = attempt([&] {
        const reporting::Report report(*m_session.result);
        printing::PdfReportWriter(file).write(report, m_session.ofResult()->prepared);
    });
    if (!written)
        return;
    m_session.reportPath = QString::fromStdString(file.string());
    Q_EMIT sessionChanged();
}

void CaseController::setViewState(const std::string& json)
{
    if (!m_session.opened || json == m_session.viewState)
        return;
    m_session.viewState = json;
    m_viewTimer.start();
}

void CaseController::leaveCase()
{
    keepContour();
    saveView();
}

void CaseController::saveView()
{
    m_viewTimer.stop();
    attempt([this] { m_store.saveView(m_session); });
}

void CaseController::cancel()
{
    m_jobs.cancel();
}

bool CaseController::attempt(const std::function<void()>& action)
{
    try {
        action();
        return true;
    } catch (...) {
        Q_EMIT noticePosted(common::currentError());
        return false;
    }
}

void CaseController::startSession(CaseSession session)
{
    if (m_viewTimer.isActive())
        saveView();
    keepContour();
    Q_EMIT noticesOutdated();
    m_analyseOnceReady = false;
    m_session = std::move(session);
    beginContour();
    Q_EMIT imagesChanged();
    Q_EMIT resultChanged();
    Q_EMIT clinicalLoaded();
    Q_EMIT sessionChanged();
}

}  // namespace metrisk::ui::panels
