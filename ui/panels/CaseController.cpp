#include "ui/panels/CaseController.h"

#include "core/common/Sha256.h"
#include "ui/printing/PdfReportWriter.h"

#include <fmt/format.h>

namespace metrisk::ui::panels {
namespace {

using std::filesystem::path;

constexpr auto clinicalFileName = "clinical.json";

bool isClinicalFile(const path& file)
{
    return file.extension() == ".json";
}

/// The clinical values that came with the images: dropped with them, in a dropped folder, or beside them.
path clinicalFileAmong(const std::vector<path>& dropped)
{
    for (const auto& entry : dropped)
        if (isClinicalFile(entry))
            return entry;
    std::error_code ignored;
    for (const auto& entry : dropped)
        for (const auto& candidate : {entry / clinicalFileName, entry.parent_path() / clinicalFileName})
            if (std::filesystem::is_regular_file(candidate, ignored))
                return candidate;
    return {};
}

std::vector<path> imagesAmong(const std::vector<path>& dropped)
{
    std::vector<path> images;
    for (const auto& entry : dropped)
        if (!isClinicalFile(entry))
            images.push_back(entry);
    return images;
}

bool complete(const io::StudyFiles& files)
{
    return !files.t1ce.empty() && !files.flair.empty() && !files.label.empty();
}

/// The images of a kept case, read again; refused when a file is gone or is no longer the one analysed.
analysis::OpenedCase openUnchanged(const storage::CaseRecord& record, const Job& job)
{
    const auto checking = job.stage("Checking the files of this case", 0.0, 0.1);
    for (std::size_t i = 0; i < record.inputs.size(); ++i) {
        const auto& input = record.inputs[i];
        std::error_code ignored;
        if (!std::filesystem::exists(input.path, ignored))
            throw Error(Error::Kind::Input,
                        fmt::format("The {} of this case is no longer at {}.", io::roleName(input.role), input.path.string()),
                        "The stored numbers stay as they are; put the file back to see the images.");
        if (common::sha256OfPath(input.path, checking) != input.sha256)
            throw Error(Error::Kind::Input,
                        fmt::format("The {} of this case was changed after the analysis: {}.", io::roleName(input.role),
                                    input.path.string()),
                        "The stored numbers belong to the earlier file, so these images are not shown; "
                        "open them as a new study to analyse them.");
        checking.advance(double(i + 1) / double(record.inputs.size()));
    }
    return analysis::CaseAnalyzer::open(record.files, job.part(0.1, 1.0));
}

CaseSession sessionOf(storage::StoredCase stored)
{
    CaseSession session;
    session.files = stored.record.files;
    session.clinical = stored.record.clinical;
    session.caseId = stored.id;
    session.viewState = std::move(stored.viewState);
    session.predictions = int(stored.predictions.size());
    if (!stored.predictions.empty()) {
        session.result = std::move(stored.predictions.back().result);
        session.kept = true;
    }
    return session;
}

}  // namespace

CaseController::CaseController(OpenRepository openRepository, QObject* parent)
    : QObject(parent), m_openRepository(std::move(openRepository)),
      m_noModel(QStringLiteral("The model is still loading."))
{
    m_viewTimer.setSingleShot(true);
    m_viewTimer.setInterval(500);
    connect(&m_viewTimer, &QTimer::timeout, this, &CaseController::leaveCase);
    connect(&m_jobs, &jobs::JobRunner::failed, this, &CaseController::noticePosted);
    connect(&m_jobs, &jobs::JobRunner::finished, this, &CaseController::sessionChanged);
}

CaseController::~CaseController() = default;

QString CaseController::whyNotAnalyse() const
{
    if (!m_session.opened)
        return m_session.result ? QStringLiteral("The images of this case are not open, so it cannot be analysed again.")
                                : QStringLiteral("Open a study first.");
    if (!m_analyzer)
        return m_noModel;
    try {
        clinical::check(m_session.clinical);
        m_analyzer->model().package().clinical.encode(m_session.clinical);
        return {};
    } catch (const Error& error) {
        return QString::fromStdString(error.whatHappened() + ' ' + error.whatToDo());
    }
}

std::vector<storage::CaseSummary> CaseController::cases(const QString& search)
{
    std::vector<storage::CaseSummary> found;
    attempt([&] { found = repository().list(search.toStdString()); });
    return found;
}

void CaseController::setAnalyzer(std::shared_ptr<const analysis::CaseAnalyzer> analyzer)
{
    m_analyzer = std::move(analyzer);
    Q_EMIT modelChanged();
    Q_EMIT sessionChanged();
    if (m_analyseOnceReady && m_session.opened)
        analyse();
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
    const auto images = imagesAmong(paths);
    const auto clinicalFile = clinicalFileAmong(paths);
    if (images.empty()) {
        if (!clinicalFile.empty())
            readClinical(clinicalFile);
        return;
    }
    m_jobs.start(
        [images](const Job& job) {
            job.stage("Looking at the files", 0.0, 1.0).advance(0.0);
            return io::proposeRoles(images);
        },
        [this, clinicalFile](std::vector<io::Candidate> candidates) {
            showProposal(std::move(candidates), clinicalFile);
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
    m_jobs.start([files](const Job& job) { return analysis::CaseAnalyzer::open(files, job); },
                 [this, analyseAtOnce](analysis::OpenedCase opened) { showOpened(std::move(opened), analyseAtOnce); });
}

void CaseController::showOpened(analysis::OpenedCase opened, bool analyseAtOnce)
{
    m_session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    attempt([this] { m_session.caseId = repository().find(m_session.opened->inputs); });
    Q_EMIT imagesChanged();
    Q_EMIT sessionChanged();
    Q_EMIT stageRequested(Stage::Clinical);
    m_analyseOnceReady = analyseAtOnce;
    if (m_analyseOnceReady && m_analyzer)
        analyse();
}

void CaseController::readClinical(const path& file)
{
    attempt([&] {
        m_session.clinical = clinical::readClinicalFile(file);
        m_session.clinicalSource = QString::fromStdString(file.string());
        Q_EMIT clinicalLoaded();
        Q_EMIT sessionChanged();
    });
}

void CaseController::setClinical(const clinical::ClinicalRecord& record)
{
    if (m_session.clinical == record)
        return;
    m_session.clinical = record;
    Q_EMIT sessionChanged();
}

void CaseController::analyse()
{
    m_analyseOnceReady = false;
    if (const auto reason = whyNotAnalyse(); !reason.isEmpty()) {
        Q_EMIT noticePosted(Error(Error::Kind::Input, "The case was not analysed.", reason.toStdString()));
        return;
    }
    m_jobs.start(
        [analyzer = m_analyzer, opened = m_session.opened, clinical = m_session.clinical](const Job& job) {
            return analyzer->score(*opened, clinical, job);
        },
        [this](analysis::CaseResult result) {
            m_session.result = std::move(result);
            m_session.kept = false;
            m_session.reportPath.clear();
            keepResult();
            Q_EMIT resultChanged();
            Q_EMIT stageRequested(Stage::Risk);
            Q_EMIT analysed();
        });
}

void CaseController::keepResult()
{
    if (!m_session.result || !m_session.opened || m_session.kept)
        return;
    if (attempt([this] { rememberCase(); }))
        leaveCase();  // the view as it is now, under the case's own id
    Q_EMIT sessionChanged();
    Q_EMIT casesChanged();
}

void CaseController::rememberCase()
{
    auto& cases = repository();
    const auto& opened = *m_session.opened;
    const auto& result = *m_session.result;
    if (!m_session.caseId)
        m_session.caseId = cases.find(opened.inputs);
    if (m_session.caseId)
        cases.updateClinical(*m_session.caseId, result.clinical);
    else
        m_session.caseId = cases.add({opened.patient, opened.files, opened.inputs, result.clinical});
    cases.addPrediction(*m_session.caseId, result);
    m_session.kept = true;
    m_session.predictions = int(cases.load(*m_session.caseId).predictions.size());
}

void CaseController::reopen(storage::CaseId id)
{
    storage::StoredCase stored;
    if (!attempt([&] { stored = repository().load(id); }))
        return;
    const auto record = stored.record;
    startSession(sessionOf(std::move(stored)));
    Q_EMIT stageRequested(m_session.result ? Stage::Risk : Stage::Clinical);
    m_jobs.start([record](const Job& job) { return openUnchanged(record, job); },
                 [this](analysis::OpenedCase opened) { showImagesAgain(std::move(opened)); });
}

void CaseController::showImagesAgain(analysis::OpenedCase opened)
{
    m_session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    Q_EMIT imagesChanged();
    Q_EMIT sessionChanged();
}

void CaseController::exportReport(const path& file)
{
    if (!m_session.result || !m_session.opened)
        return;
    const bool written = attempt([&] {
        const reporting::Report report(*m_session.result);
        printing::PdfReportWriter(file).write(report, m_session.opened->prepared);
    });
    if (!written)
        return;
    m_session.reportPath = QString::fromStdString(file.string());
    Q_EMIT sessionChanged();
    Q_EMIT reportExported(m_session.reportPath);
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
    m_viewTimer.stop();
    if (m_session.caseId && m_session.opened && !m_session.viewState.empty())
        attempt([this] { repository().saveView(*m_session.caseId, m_session.viewState); });
}

void CaseController::cancel()
{
    m_jobs.cancel();
}

storage::CaseRepository& CaseController::repository()
{
    if (!m_repository)
        m_repository = m_openRepository();
    return *m_repository;
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
        leaveCase();
    Q_EMIT noticesOutdated();
    m_analyseOnceReady = false;
    m_session = std::move(session);
    Q_EMIT imagesChanged();
    Q_EMIT resultChanged();
    Q_EMIT clinicalLoaded();
    Q_EMIT sessionChanged();
}

}  // namespace metrisk::ui::panels
