#include "ui/panels/LesionPanel.h"

#include "core/imaging/SliceGeometry.h"
#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"
#include "ui/panels/LesionRows.h"

namespace metrisk::ui::panels {
namespace {

QString countText(const analysis::OpenedCase* opened)
{
    if (!opened)
        return QStringLiteral("No lesion is known yet. Open a study first.");
    const auto count = opened->lesions.lesions.size();
    return count == 1 ? QStringLiteral("One lesion in the label. It is the one the model scores.")
                      : QStringLiteral("%1 lesions in the label, largest core first. The model scores the first, "
                                       "the index lesion.").arg(count);
}

std::vector<reporting::Fact> factsOf(const segmentation::Lesion& lesion, const imaging::ImageGeometry& geometry)
{
    return {{"Core", reporting::volumeText(lesion.volumeCoreMl)},
            {"Oedema", reporting::volumeText(lesion.volumeOedemaMl)},
            {"Side", lesion.side},
            {"Centre of the core, from the middle of the volume", imaging::positionText(geometry, lesion.centreMm)}};
}

}  // namespace

LesionPanel::LesionPanel(QWidget* parent)
    : QWidget(parent), m_count(sentence()), m_rows(new LesionRows), m_facts(new FactList), m_border(new NoteBox)
{
    m_rows->setObjectName(QStringLiteral("lesionChoice"));
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Lesions")));
    layout->addWidget(m_count);
    layout->addWidget(m_rows);
    layout->addWidget(m_facts);
    layout->addWidget(m_border);
    layout->addStretch(1);
    connect(m_rows, &LesionRows::lesionChosen, this, [this](int lesion) {
        choose(lesion);
        Q_EMIT lesionChosen(lesion);
    });
    show(CaseSession{});
}

void LesionPanel::show(const CaseSession& session)
{
    if (m_opened && m_opened == session.opened)
        return;
    m_opened = session.opened;
    m_count->setText(countText(m_opened.get()));
    m_rows->setLesions(m_opened ? m_opened->lesions.lesions : std::vector<segmentation::Lesion>{});
    choose(0);
}

void LesionPanel::choose(int lesion)
{
    const bool known = m_opened && lesion >= 0 && std::size_t(lesion) < m_opened->lesions.lesions.size();
    if (!known) {
        m_facts->setFacts({});
        m_border->setNotes({});
        return;
    }
    const auto& chosen = m_opened->lesions.lesions[std::size_t(lesion)];
    const QSignalBlocker quiet(m_rows);
    m_rows->setCurrentRow(lesion);
    m_facts->setFacts(factsOf(chosen, m_opened->prepared.t1ce.geometry()));
    m_border->setNotes(chosen.touchesBorder
                           ? std::vector<std::string>{"This lesion reaches the edge of the image; a part of it may be missing."}
                           : std::vector<std::string>{});
}

}  // namespace metrisk::ui::panels
