#include "ui/panels/PreparationPanel.h"

#include "ui/panels/Controls.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

/// The notes of reading and of preparing, each once.
std::vector<std::string> notesOf(const analysis::OpenedCase& opened)
{
    auto notes = opened.notes;
    for (const auto& note : opened.prepared.notes)
        if (std::find(notes.begin(), notes.end(), note) == notes.end())
            notes.push_back(note);
    return notes;
}

std::string gridText(const imaging::ImageGeometry& geometry)
{
    const auto spacing = geometry.spacingMm();
    return fmt::format("{}×{}×{} · {:.1f}×{:.1f}×{:.1f} mm · {}", geometry.size[0], geometry.size[1], geometry.size[2],
                       spacing.x(), spacing.y(), spacing.z(), geometry.axisCodes());
}

std::vector<reporting::Fact> factsOf(const analysis::OpenedCase& opened)
{
    std::vector<reporting::Fact> facts;
    for (const auto& input : opened.inputs)
        facts.push_back({utf8(roleLabel(input.role)) + " as read", input.description});
    facts.push_back({"All three, as prepared", gridText(opened.prepared.t1ce.geometry())});
    return facts;
}

}  // namespace

PreparationPanel::PreparationPanel(QWidget* parent)
    : QWidget(parent), m_facts(new FactList(FactList::Arrangement::Stacked)), m_notes(new NoteBox),
      m_nothing(secondary(QStringLiteral("Nothing is prepared yet. Open a study first."))),
      m_unchanged(sentence(QStringLiteral("The three volumes share one grid already; nothing was resampled.")))
{
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Preparation")));
    layout->addWidget(m_nothing);
    layout->addWidget(secondary(QStringLiteral(
        "The model reads T1-CE, FLAIR and label on one grid of 1 mm. FLAIR and label are brought there by their "
        "position in the scanner; images are not registered to each other.")));
    layout->addWidget(m_facts);
    layout->addWidget(m_unchanged);
    layout->addWidget(m_notes);
    layout->addStretch(1);
    show(CaseSession{});
}

void PreparationPanel::show(const CaseSession& session)
{
    const auto* opened = session.opened.get();
    m_nothing->setVisible(!opened);
    m_facts->setFacts(opened ? factsOf(*opened) : std::vector<reporting::Fact>{});
    const auto notes = opened ? notesOf(*opened) : std::vector<std::string>{};
    m_notes->setNotes(notes);
    m_unchanged->setVisible(opened && notes.empty());
}

}  // namespace metrisk::ui::panels
