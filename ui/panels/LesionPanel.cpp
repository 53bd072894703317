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
    return count == 1 ? QStringLiteral("One lesion. It is the one the model scores.")
                      : QStringLiteral("%1 lesions. The model scores the first of the list, the index lesion.").arg(count);
}

/// Who drew the outline, when it was no person.
std::vector<std::string> contourNotes(const analysis::OpenedCase* opened)
{
    if (!opened || !opened->segmenter)
        return {};
    const auto& drawn = *opened->segmenter;
    const std::string standing = opened->contour ? "Contour corrected by hand. First drawn by"
                                                 : "Automatic contour, not reviewed. Drawn by";
    return {standing + " “" + drawn.name + " " + drawn.version + "”. " + drawn.statement};
}

/// What the choice of the index lesion means, for the lesion whose values are shown.
QString indexText(const segmentation::LesionList& lesions, const segmentation::Lesion& shown)
{
    if (lesions.lesions.size() < 2)
        return {};
    const bool isIndex = shown.id == lesions.index().id;
    if (isIndex)
        return lesions.chosenByUser ? QStringLiteral("This is the index lesion, chosen by you. The rule proposes the lesion with the largest core.")
                                    : QStringLiteral("This is the index lesion: it has the largest core, as the rule proposes.");
    return QStringLiteral("The result on screen is put away when you choose another lesion; it stays in the case base.");
}

std::vector<reporting::Fact> factsOf(const segmentation::Lesion& lesion, const imaging::ImageGeometry& geometry)
{
    return {{"Core", reporting::volumeText(lesion.volumeCoreMl)},
            {"Oedema", reporting::volumeText(lesion.volumeOedemaMl)},
            {"Core, axial", reporting::axialText(lesion.diameters)},
            {"Core, longest in any direction", reporting::lengthText(lesion.diameters.longestMm)},
            {"Side", lesion.side},
            {"Centre of the core, from the middle of the volume", imaging::positionText(geometry, lesion.centreMm)}};
}

}  // namespace

LesionPanel::LesionPanel(QWidget* parent)
    : QWidget(parent), m_count(sentence()), m_rows(new LesionRows), m_facts(new FactList), m_contour(new NoteBox), m_border(new NoteBox),
      m_makeIndex(button(QStringLiteral("Use as index lesion"), QStringLiteral("useAsIndexLesion"))), m_indexRule(secondary()),
      m_lobes(secondary(QStringLiteral("The side is told from the middle of the volume. Lobes are not named: MetRisk has no map of them.")))
{
    m_rows->setObjectName(QStringLiteral("lesionChoice"));
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Lesions")));
    layout->addWidget(m_count);
    layout->addWidget(m_contour);
    layout->addWidget(m_rows);
    layout->addWidget(m_makeIndex, 0, Qt::AlignLeft);
    layout->addWidget(m_indexRule);
    layout->addWidget(m_facts);
    layout->addWidget(m_lobes);
    layout->addWidget(m_border);
    layout->addStretch(1);
    connect(m_rows, &LesionRows::lesionChosen, this, [this](int lesion) {
        choose(lesion);
        Q_EMIT lesionChosen(lesion);
    });
    connect(m_makeIndex, &QPushButton::clicked, this, [this] {
        Q_EMIT indexRequested(m_opened->lesions.lesions[std::size_t(m_chosen)].id);
    });
    show(CaseSession{});
}

void LesionPanel::show(const CaseSession& session)
{
    if (m_opened && m_opened == session.opened)
        return;
    m_opened = session.opened;
    m_count->setText(countText(m_opened.get()));
    m_contour->setNotes(contourNotes(m_opened.get()));
    m_rows->setLesions(m_opened ? m_opened->lesions.lesions : std::vector<segmentation::Lesion>{});
    choose(0);
}

void LesionPanel::choose(int lesion)
{
    const bool known = m_opened && lesion >= 0 && std::size_t(lesion) < m_opened->lesions.lesions.size();
    m_makeIndex->setVisible(known && lesion != 0);
    m_indexRule->setVisible(known && m_opened->lesions.lesions.size() > 1);
    m_lobes->setVisible(known);
    if (!known) {
        m_facts->setFacts({});
        m_border->setNotes({});
        return;
    }
    const auto& chosen = m_opened->lesions.lesions[std::size_t(lesion)];
    m_chosen = lesion;
    m_indexRule->setText(indexText(m_opened->lesions, chosen));
    const QSignalBlocker quiet(m_rows);
    m_rows->setCurrentRow(lesion);
    m_facts->setFacts(factsOf(chosen, m_opened->prepared.t1ce.geometry()));
    m_border->setNotes(chosen.touchesBorder
                           ? std::vector<std::string>{"This lesion reaches the edge of the image; a part of it may be missing."}
                           : std::vector<std::string>{});
}

}  // namespace metrisk::ui::panels
