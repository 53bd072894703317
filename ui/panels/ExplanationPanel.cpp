#include "ui/panels/ExplanationPanel.h"

#include "ui/panels/Controls.h"
#include "ui/panels/SharesBar.h"

#include <QComboBox>

#include <fmt/format.h>

namespace metrisk::ui::panels {
namespace {

/// The result as if one member had spoken alone, so that the report words and rounds its shares.
analysis::CaseResult seenBy(const analysis::CaseResult& result, int member, const explanation::RelevanceShares& shares)
{
    auto seen = result;
    seen.relevance = shares;
    auto& clinical = seen.explanation.clinicalShare;
    if (member >= 0 && std::size_t(member) < clinical.size())
        clinical = {clinical[std::size_t(member)]};
    return seen;
}

QString joined(const std::vector<std::string>& paragraphs)
{
    QStringList lines;
    for (const auto& paragraph : paragraphs)
        lines << text(paragraph);
    return lines.join(QStringLiteral("\n\n"));
}

}  // namespace

ExplanationPanel::ExplanationPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("There is no explanation before the analysis."))),
      m_page(new QWidget), m_member(new QComboBox), m_bar(new SharesBar), m_shares(new FactList),
      m_paragraphs(secondary()), m_effectsTitle(heading({})), m_trustTitle(heading({})), m_effects(new FactList),
      m_trust(new FactList(FactList::Arrangement::Stacked)), m_effectsNote(secondary()), m_trustNote(sentence())
{
    m_member->setObjectName(QStringLiteral("explanationMember"));
    m_member->setAccessibleName(QStringLiteral("Relevance of which member"));
    m_shares->setObjectName(QStringLiteral("relevanceShares"));
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    page->addWidget(m_member, 0, Qt::AlignLeft);
    page->addWidget(m_bar);
    page->addWidget(m_shares);
    page->addSpacing(8);
    page->addWidget(m_paragraphs);
    m_effects->setObjectName(QStringLiteral("clinicalEffects"));
    m_trust->setObjectName(QStringLiteral("trust"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_effectsTitle, m_effects, m_effectsNote, m_trustTitle, m_trust,
                                                           m_trustNote})
        page->addWidget(widget);
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Where the model looked")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page);
    layout->addStretch(1);
    connect(m_member, &QComboBox::activated, this, [this](int index) { Q_EMIT memberChosen(index - 1); });
    show(CaseSession{});
}

void ExplanationPanel::show(const CaseSession& session)
{
    m_result = session.result;
    m_nothing->setVisible(!m_result);
    m_page->setVisible(m_result.has_value());
    if (!m_result)
        return;
    m_member->clear();
    m_member->addItem(QStringLiteral("Mean of members"));
    for (std::size_t i = 1; i <= m_result->explanation.members.size(); ++i)
        m_member->addItem(QStringLiteral("Member %1").arg(i));
    m_member->setEnabled(session.opened != nullptr);
    m_member->setToolTip(session.opened ? QString()
                                        : QStringLiteral("The members' maps need the images, which are not open."));
    present(-1, m_result->relevance);
    const reporting::Report report(*m_result);
    showSection(report.clinicalEffects, m_effectsTitle, m_effects, m_effectsNote);
    showSection(report.trust, m_trustTitle, m_trust, m_trustNote);
}

void ExplanationPanel::showSection(const reporting::Section& section, QLabel* title, FactList* facts, QLabel* note)
{
    title->setText(text(section.title));
    facts->setFacts(section.facts);
    note->setText(joined(section.paragraphs));
    for (QWidget* widget : std::initializer_list<QWidget*>{title, facts, note})
        widget->setVisible(!section.facts.empty());
}

void ExplanationPanel::showShares(int member, const explanation::RelevanceShares& shares)
{
    if (m_result)
        present(member, shares);
}

void ExplanationPanel::present(int member, const explanation::RelevanceShares& shares)
{
    const reporting::Report report(seenBy(*m_result, member, shares));
    m_member->setCurrentIndex(member + 1);
    m_bar->show(shares);
    m_shares->setFacts(report.relevance.facts);
    // The first paragraph says whose shares these are; it is the mean's.
    auto paragraphs = report.relevance.paragraphs;
    if (member >= 0 && !paragraphs.empty())
        paragraphs.front() = fmt::format("Shares of member {} alone. The report prints the mean of all.", member + 1);
    m_paragraphs->setText(joined(paragraphs));
}

}  // namespace metrisk::ui::panels
