#include "ui/panels/CaseStore.h"

namespace metrisk::ui::panels {

void CaseStore::keep(CaseSession& session)
{
    auto& cases = repository();
    const auto& opened = *session.opened;
    const auto& result = *session.result;
    if (!session.caseId)
        session.caseId = cases.find(opened.inputs);
    if (session.caseId)
        cases.updateClinical(*session.caseId, result.clinical);
    else
        session.caseId = cases.add({opened.patient, opened.files, opened.inputs, result.clinical});
    cases.addPrediction(*session.caseId, result);
    session.kept = true;
    session.predictions = int(cases.load(*session.caseId).predictions.size());
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
