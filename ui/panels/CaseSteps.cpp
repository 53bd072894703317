#include "ui/panels/CaseSteps.h"

#include <utility>

namespace metrisk::ui::panels {
namespace {

using clinical::ClinicalRecord;

/// The typed field in which alone two records differ; 0 when they differ otherwise.
int typedField(const ClinicalRecord& before, ClinicalRecord after)
{
    ClinicalRecord aged = after, performing = after, counted = after;
    aged.ageYears = before.ageYears;
    performing.kps = before.kps;
    counted.brainMetastases = before.brainMetastases;
    return aged == before ? 1 : performing == before ? 2 : counted == before ? 3 : 0;
}

}  // namespace

CaseStep::CaseStep(const QString& words, Action takeBack, Action doAgain)
    : QUndoCommand(words), m_takeBack(std::move(takeBack)), m_doAgain(std::move(doAgain))
{
}

void CaseStep::redo()
{
    if (std::exchange(m_pushed, true))
        m_doAgain();
}

ClinicalStep::ClinicalStep(ClinicalRecord before, ClinicalRecord after, Fill fill)
    : QUndoCommand(QStringLiteral("change of the clinical values")), m_before(std::move(before)), m_after(std::move(after)),
      m_fill(std::move(fill))
{
}

void ClinicalStep::redo()
{
    if (std::exchange(m_pushed, true))
        m_fill(m_after);
}

bool ClinicalStep::mergeWith(const QUndoCommand* later)
{
    const auto& next = static_cast<const ClinicalStep&>(*later);  // the stack has compared the ids
    const int field = typedField(m_before, m_after);
    if (field == 0 || typedField(next.m_before, next.m_after) != field)
        return false;
    m_after = next.m_after;
    setObsolete(m_after == m_before);
    return true;
}

}  // namespace metrisk::ui::panels
