#include "ui/panels/TrustCheckBlock.h"

#include "core/reporting/TrustCheckSection.h"
#include "ui/panels/Controls.h"

namespace metrisk::ui::panels {

TrustCheckBlock::TrustCheckBlock(QWidget* parent)
    : QWidget(parent), m_button(button(QStringLiteral("Check this explanation"), QStringLiteral("checkExplanation"))),
      m_running(secondary(QStringLiteral("Checking; the bottom line tells how far and can cancel it."))), m_warnings(new NoteBox),
      m_outcome(sentence()), m_facts(new FactList(FactList::Arrangement::Stacked)), m_meaning(secondary())
{
    m_outcome->setObjectName(QStringLiteral("checkOutcome"));
    m_facts->setObjectName(QStringLiteral("checkFacts"));
    m_warnings->setObjectName(QStringLiteral("checkWarnings"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_running, m_warnings, m_outcome, m_facts, m_meaning})
        layout->addWidget(widget);
    connect(m_button, &QPushButton::clicked, this, &TrustCheckBlock::checkRequested);
    setRunning(false);
    show(nullptr);
}

void TrustCheckBlock::show(const explanation::TrustChecks* checks)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{m_outcome, m_meaning})
        widget->setVisible(checks != nullptr);
    if (!checks) {
        m_warnings->setNotes({});
        return m_facts->setFacts({});
    }
    const auto section = reporting::trustChecksOf(*checks);
    m_warnings->setNotes(checks->warnings);
    m_outcome->setText(text(section.paragraphs.front()));
    m_facts->setFacts(section.facts);
    m_meaning->setText(text(section.paragraphs.back()));
}

void TrustCheckBlock::setRunning(bool running)
{
    m_running->setVisible(running);
}

void TrustCheckBlock::setPossible(const QString& reason)
{
    m_button->setEnabled(reason.isEmpty());
    m_button->setToolTip(reason.isEmpty() ? QStringLiteral("Random weights, deletion and insertion against random orders, small "
                                                           "noise: takes several times as long as the analysis.")
                                          : reason);
}

}  // namespace metrisk::ui::panels
