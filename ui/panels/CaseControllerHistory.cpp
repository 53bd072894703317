#include "ui/panels/CaseController.h"

#include "core/segmentation/LesionIds.h"
#include "ui/panels/CaseSteps.h"

#include <utility>

// The part of the flow that can be taken back: steps of the contour, the index lesion, the values of the form, in the order in
// which they were done.
namespace metrisk::ui::panels {

/// A job works on the case as it is: nothing is taken back under it.
void CaseController::undo()
{
    if (!m_jobs.isRunning())
        m_history.undo();
}

void CaseController::redo()
{
    if (!m_jobs.isRunning())
        m_history.redo();
}

void CaseController::contourEdited()
{
    m_history.push(new CaseStep(QStringLiteral("correction of the contour"), [this] { m_contour.undo(); },
                                [this] { m_contour.redo(); }));
    m_contour.edited();
}

void CaseController::setClinical(const clinical::ClinicalRecord& record)
{
    if (m_session.clinical == record)
        return;
    m_history.push(new ClinicalStep(m_session.clinical, record, [this](const auto& values) {
        m_session.clinical = values;
        Q_EMIT clinicalLoaded();
        Q_EMIT sessionChanged();
        Q_EMIT stepShown(Stage::Clinical);
    }));
    m_session.clinical = record;
    Q_EMIT sessionChanged();
}

void CaseController::chooseIndexLesion(int id)
{
    if (!m_session.opened || m_session.opened->lesions.index().id == id || m_jobs.isRunning())
        return;
    const auto before = m_session.opened->lesions.chosenId;
    const auto aside = std::make_shared<Outcome>();
    if (!useIndexLesion(id, *aside))
        return;
    const auto use = [this, aside](std::optional<int> lesion) {
        useIndexLesion(lesion, *aside);
        Q_EMIT stepShown(Stage::Lesions);
    };
    m_history.push(new CaseStep(QStringLiteral("choice of the index lesion"), [use, before] { use(before); },
                                [use, id] { use(id); }));
}

/// What was scored before goes aside, and what lies there comes back.
bool CaseController::useIndexLesion(std::optional<int> id, Outcome& aside)
{
    return attempt([&] {
        auto opened = *m_session.opened;
        opened.lesions = segmentation::withChoice(std::move(opened.lesions), id, opened.prepared.label);
        m_session.opened = std::make_shared<const analysis::OpenedCase>(std::move(opened));
        m_contour.replaceCase(m_session.original, m_session.opened);
        aside = std::exchange(static_cast<Outcome&>(m_session), std::move(aside));
        Q_EMIT contourChanged();
        Q_EMIT resultChanged();
        Q_EMIT sessionChanged();
    });
}

}  // namespace metrisk::ui::panels
