#include "ui/panels/CaseSession.h"

#include "core/common/Error.h"

namespace metrisk::ui::panels {
namespace {

StageState doneOrNotYet(bool done)
{
    return done ? StageState::Done : StageState::NotYet;
}

StageState studyState(const CaseSession& session)
{
    if (session.opened)
        return StageState::Done;
    return session.empty() ? StageState::NotYet : StageState::NeedsYou;
}

StageState clinicalState(const CaseSession& session)
{
    if (!session.opened && !session.result)
        return StageState::NotYet;
    return clinicalComplete(session.clinical) ? StageState::Done : StageState::NeedsYou;
}

StageState riskState(const CaseSession& session)
{
    if (!session.result)
        return StageState::NotYet;
    return session.stale() || !session.kept ? StageState::NeedsYou : StageState::Done;
}

StageState reportState(const CaseSession& session)
{
    if (!session.result)
        return StageState::NotYet;
    return session.reportPath.isEmpty() ? StageState::NeedsYou : StageState::Done;
}

}  // namespace

bool sameContour(const std::optional<analysis::ContourVersion>& a, const std::optional<analysis::ContourVersion>& b)
{
    return a.has_value() == b.has_value() && (!a || a->sha256 == b->sha256);
}

bool CaseSession::contourStale() const
{
    return result && opened && (contourPending || !contourProblem.isEmpty() || !sameContour(result->contour, opened->contour));
}

bool CaseSession::contourNotAnalysed() const
{
    return result ? contourStale() : opened && (contourPending || !contourProblem.isEmpty() || opened->contour.has_value());
}

QString CaseSession::patientName() const
{
    const auto& patient = result ? result->patient : opened ? opened->patient : io::PatientIdentity{};
    return QString::fromStdString(patient.id.empty() ? patient.name : patient.id);
}

bool preparationOpen(const CaseSession& session)
{
    return session.opened && session.opened->prepared.record.wantsAcceptance() &&
           session.opened->prepared.record.acceptedAt.empty();
}

StageState stateOf(const CaseSession& session, Stage stage)
{
    switch (stage) {
    case Stage::Study: return studyState(session);
    case Stage::Preparation: return preparationOpen(session) ? StageState::NeedsYou : doneOrNotYet(session.opened != nullptr);
    case Stage::Lesions: return doneOrNotYet(session.opened != nullptr);
    case Stage::Clinical: return clinicalState(session);
    case Stage::Risk: return riskState(session);
    case Stage::Explanation:
    case Stage::Survival: return doneOrNotYet(session.result.has_value());
    case Stage::Report: return reportState(session);
    }
    return StageState::NotYet;
}

QString whyNothingNew(const CaseSession& session, const analysis::CaseAnalyzer* analyzer)
{
    if (!session.opened)
        return QStringLiteral("This needs the images, which are not open.");
    if (!analyzer)
        return QStringLiteral("This needs the model, which is not loaded.");
    if (!session.ofResult())
        return QStringLiteral("This needs the contour that the result was made from.");
    if (session.result && !madeBy(*session.result, analyzer->model().package()))
        return QStringLiteral("Another model pack made this result. Choose that pack, or analyse again.");
    return {};
}

QString contourStanding(const CaseSession& session)
{
    if (session.contourNotAnalysed())
        return QStringLiteral("corrected, not yet analysed");
    if (session.opened && session.opened->contour)
        return QStringLiteral("corrected, version %1").arg(session.opened->contour->version);
    return {};
}

bool clinicalComplete(const clinical::ClinicalRecord& record)
{
    if (!clinical::missingValues(record).empty())
        return false;
    try {
        clinical::check(record);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace metrisk::ui::panels
