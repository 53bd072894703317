#include "ui/panels/CaseController.h"

#include "core/analysis/CorrectedContour.h"

// The part of the flow that begins when the contour of the case on screen is corrected.
namespace metrisk::ui::panels {

void CaseController::connectContour()
{
    connect(&m_contour, &ContourJobs::changed, this, [this] {
        m_session.contourPending = true;
        Q_EMIT sessionChanged();
    });
    connect(&m_contour, &ContourJobs::measured, this, &CaseController::showContour);
    connect(&m_contour, &ContourJobs::refused, this, &CaseController::refuseContour);
    connect(&m_contour, &ContourJobs::failed, this, &CaseController::noticePosted);
    connect(&m_contour, &ContourJobs::keepDue, this, &CaseController::keepContour);
}

/// The images on screen are others, or gone.
void CaseController::beginContour()
{
    m_history.clear();
    m_contour.setCase(m_session.original, m_session.opened);
}

void CaseController::showContour(std::shared_ptr<const analysis::OpenedCase> opened)
{
    m_session.opened = std::move(opened);
    m_session.contourPending = m_contour.pending();
    m_session.contourProblem.clear();
    nameContour();
    Q_EMIT contourChanged();
    Q_EMIT sessionChanged();
}

/// The lesions stay as they were measured last, but nothing is analysed.
void CaseController::refuseContour(const common::Error& error)
{
    m_session.contourPending = m_contour.pending();
    m_session.contourProblem = QString::fromStdString(error.whatHappened() + ' ' + error.whatToDo());
    Q_EMIT sessionChanged();
}

/// True when there is nothing that would have to be kept any more.
bool CaseController::keepContour()
{
    const auto label = m_contour.unkept();
    if (!label || !m_session.original)
        return true;
    const bool added = !m_session.caseId;
    if (!attempt([&] { m_store.keepContour(m_session, *label); })) {
        m_contour.keepLater();
        return false;
    }
    m_contour.markKept();
    nameContour();
    if (added && m_session.caseId)
        Q_EMIT casesChanged();
    Q_EMIT sessionChanged();
    return true;
}

/// The contour on screen gets the version under which it is kept.
void CaseController::nameContour()
{
    const auto& kept = m_session.keptContour;
    if (!kept || !m_session.opened || !m_session.opened->contour || m_session.opened->contour->sha256 != kept->sha256)
        return;
    auto named = *m_session.opened;
    named.contour = kept;
    m_session.opened = std::make_shared<const analysis::OpenedCase>(std::move(named));
}

/// Opened from its files a case shows the label file's contour; that there is a later one must be known.
void CaseController::tellOfKeptContour()
{
    if (!m_session.caseId)
        return;
    attempt([this] {
        const auto contours = m_store.load(*m_session.caseId).contours;
        if (contours.empty())
            return;
        m_session.keptContour = contours.back();
        if (contours.back().sha256 != analysis::contourDigest(m_session.original->prepared.label))
            throw Error(Error::Kind::Input, "The case base keeps a corrected contour of this case; the label file's own is shown.",
                        "Choose the case in the list to go on with the corrected one.");
    });
}

void CaseController::copyFrom(const CopySource& source)
{
    attempt([&] {
        switch (source.kind) {
        case CopySource::Kind::AsOpened: return m_contour.offer(m_session.original->prepared.label);
        case CopySource::Kind::Version: return m_contour.offer(m_store.contour(m_session.caseId.value(), source.version));
        case CopySource::Kind::Pack: return m_contour.draw(m_segmenters);
        case CopySource::Kind::File: return;  // its file is still to be chosen
        }
    });
}

ReopenedContours CaseController::keptContours(const storage::StoredCase& stored)
{
    ReopenedContours contours;
    if (stored.contours.empty())
        return contours;
    contours.latestVersion = stored.contours.back();
    contours.latest = m_store.contour(stored.id, stored.contours.back().version);
    if (!stored.predictions.empty() && stored.predictions.back().result.contour) {
        contours.scoredVersion = stored.predictions.back().result.contour;
        contours.scored = m_store.contour(stored.id, contours.scoredVersion->version);
    }
    return contours;
}

}  // namespace metrisk::ui::panels
