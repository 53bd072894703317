#include "ui/panels/CaseStore.h"

#include "core/analysis/CorrectedContour.h"

namespace metrisk::ui::panels {

void CaseStore::keep(CaseSession& session)
{
    const auto& opened = *session.opened;
    const auto& result = *session.result;
    const auto kept = repository().keep({opened.patient, opened.files, opened.inputs, result.clinical}, result,
                                        session.caseId);
    session.caseId = kept.caseId;
    session.predictions = kept.predictions;
    session.kept = true;
}

void CaseStore::keepContour(CaseSession& session, const imaging::LabelMap& label)
{
    const auto& original = *session.original;
    if (!session.keptContour && label.voxels() == original.prepared.label.voxels())
        return;
    if (!session.caseId)
        session.caseId = find(original);
    if (!session.caseId)
        session.caseId = repository().add({original.patient, original.files, original.inputs, session.clinical});
    session.keptContour = repository().addContour(*session.caseId, label, analysis::baseDigest(original));
}

void CaseStore::saveView(const CaseSession& session)
{
    if (session.caseId && session.opened && !session.viewState.empty())
        repository().saveView(*session.caseId, session.viewState);
}

storage::CaseRepository& CaseStore::repository()
{
    if (!m_repository)
        m_repository = m_open();
    return *m_repository;
}

}  // namespace metrisk::ui::panels
