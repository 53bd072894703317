#include "ui/panels/CaseStore.h"

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
