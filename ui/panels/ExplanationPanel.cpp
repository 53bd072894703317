#include "ui/panels/ExplanationPanel.h"

#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"
#include "ui/panels/EffectRows.h"
#include "ui/panels/SharesBar.h"
#include "ui/panels/TrustCheckBlock.h"

#include <QComboBox>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace metrisk::ui::panels {
namespace {

using inference::RelevanceRule;

/// The result as if the map on the views were all of it, so that the report words and rounds its shares.
analysis::CaseResult seenBy(const analysis::CaseResult& result, const explanation::Explanation& shown,
                            const MapMeasures& measures)
{
    auto seen = result;
    seen.explanation = shown;
    seen.relevance = measures.shares;
    if (shown.rule != result.explanation.rule)
        seen.coverage = measures.coverage;
    auto& clinical = seen.explanation.clinicalShare;
    if (measures.choice.kind == MapChoice::Kind::Member && std::size_t(measures.choice.member) < clinical.size())
        clinical = {clinical[std::size_t(measures.choice.member)]};
    return seen;
}

/// Whose shares these are, where they are not the mean's.
std::string whoseText(const MapMeasures& measures, std::size_t members)
{
    if (measures.choice.kind == MapChoice::Kind::Member)
        return fmt::format("Shares of member {} alone. The report prints the mean of all.", measures.choice.member + 1);
    return fmt::format("The views show where the {} models differ: the standard deviation of their maps, each divided by its sum. "
                       "It is at most {:.2g} of the mean's largest block. The shares are those of the mean.",
                       reporting::countWord(members), measures.largestSpread);
}

QString joined(const std::vector<std::string>& paragraphs)
{
    QStringList lines;
    for (const auto& paragraph : paragraphs)
        lines << text(paragraph);
    return lines.join(QStringLiteral("\n\n"));
}

QString ruleName(const RelevanceRule& rule)
{
    return text(inference::relevanceRuleName(rule));
}

QComboBox* wideChoice(const QString& objectName, const QString& meaning)
{
    auto* made = new QComboBox;
    made->setObjectName(objectName);
    made->setAccessibleName(meaning);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);  // a long name is cut, not the panel
    made->setMinimumContentsLength(12);
    return made;
}

}  // namespace

ExplanationPanel::ExplanationPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("There is no explanation before the analysis."))),
      m_page(new QWidget),
      m_rule(wideChoice(QStringLiteral("explanationRule"), QStringLiteral("How the explanation is made"))),
      m_member(wideChoice(QStringLiteral("explanationMember"),
                          QStringLiteral("Which relevance: mean, one member or their disagreement"))),
      m_ruleNote(secondary()), m_bar(new SharesBar), m_shares(new FactList), m_paragraphs(secondary()),
      m_checks(new TrustCheckBlock), m_effectsTitle(heading({})), m_trustTitle(heading({})), m_effects(new EffectRows),
      m_trust(new FactList(FactList::Arrangement::Stacked)), m_effectsNote(secondary()), m_trustNote(sentence())
{
    m_ruleNote->setObjectName(QStringLiteral("explanationRuleNote"));
    m_shares->setObjectName(QStringLiteral("relevanceShares"));
    m_effects->setObjectName(QStringLiteral("clinicalEffects"));
    m_trust->setObjectName(QStringLiteral("trust"));
    arrange();
    connect(m_member, &QComboBox::activated, this, [this] { Q_EMIT mapChosen(chosenMap(*m_member)); });
    connect(m_rule, &QComboBox::activated, this, [this](int index) { Q_EMIT ruleChosen(m_rules.at(std::size_t(index))); });
    connect(m_checks, &TrustCheckBlock::checkRequested, this, [this] {
        m_checking = true;
        Q_EMIT checkRequested();
    });
    show(CaseSession{});
}

void ExplanationPanel::arrange()
{
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_rule, m_ruleNote, m_member, m_bar, m_shares, m_paragraphs, m_checks})
        page->addWidget(widget);
    for (const auto& [title, facts, note] : {std::tuple<QLabel*, QWidget*, QLabel*>{m_effectsTitle, m_effects, m_effectsNote},
                                             {m_trustTitle, m_trust, m_trustNote}}) {
        page->addSpacing(8);
        for (auto* widget : std::initializer_list<QWidget*>{title, facts, note})
            page->addWidget(widget);
    }
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Where the model looked")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page);
    layout->addStretch(1);
}

void ExplanationPanel::show(const CaseSession& session, const analysis::CaseAnalyzer* analyzer)
{
    m_result = session.result;
    m_nothing->setVisible(!m_result);
    m_page->setVisible(m_result.has_value());
    m_checks->show(nullptr);
    if (!m_result)
        return;
    m_shown = m_result->explanation;
    m_whyNot = whyNothingNew(session, analyzer);
    offerRules(analyzer);
    offerMaps(*m_member, int(m_shown.members.size()));
    m_member->setEnabled(session.opened != nullptr);
    m_member->setToolTip(session.opened ? QString()
                                        : QStringLiteral("The members' maps need the images, which are not open."));
    setRunning(false);
    present({MapChoice{}, m_result->relevance, m_result->coverage.value_or(explanation::RelevanceCoverage{}), 0.0});
    const reporting::Report report(*m_result);
    m_effects->show(*m_result);
    showSection(report.clinicalEffects, m_effectsTitle, m_effects, m_effectsNote);
    m_trust->setFacts(report.trust.facts);
    showSection(report.trust, m_trustTitle, m_trust, m_trustNote);
}

/// The pack's own rule first, then every other; the stored one is among them.
void ExplanationPanel::offerRules(const analysis::CaseAnalyzer* analyzer)
{
    const auto stored = m_result->explanation.rule;
    const auto packs = analyzer && m_whyNot.isEmpty() ? analyzer->model().package().relevance : stored;
    m_rules = {packs};
    for (const auto& each : inference::relevanceRules)
        if (const auto rule = *inference::relevanceRuleOfKey(each.key, packs); rule != packs)
            m_rules.push_back(rule);
    if (std::ranges::find(m_rules, stored) == m_rules.end())
        m_rules.push_back(stored);
    m_rule->clear();
    for (const auto& rule : m_rules) {
        const bool first = rule == packs;
        const auto lead = !first ? QString() : m_whyNot.isEmpty() ? QStringLiteral("As the pack says: ") : QStringLiteral("As stored: ");
        const auto trail = rule == stored && !first ? QStringLiteral(" (stored)") : QString();
        m_rule->addItem(lead + ruleName(rule) + trail);
        m_rule->setItemData(m_rule->count() - 1, QString::fromUtf8(inference::namedRelevanceRule(rule).what), Qt::ToolTipRole);
    }
}

void ExplanationPanel::showSection(const reporting::Section& section, QLabel* title, QWidget* facts, QLabel* note)
{
    title->setText(text(section.title));
    note->setText(joined(section.paragraphs));
    for (QWidget* widget : std::initializer_list<QWidget*>{title, facts, note})
        widget->setVisible(!section.facts.empty());
}

void ExplanationPanel::showMeasures(const MapMeasures& measures)
{
    if (m_result)
        present(measures);
}

void ExplanationPanel::showExplanation(const explanation::Explanation& explanation, const explanation::TrustChecks* checks)
{
    if (!m_result)
        return;
    m_shown = explanation;
    m_checks->show(checks);
    showRule();
}

void ExplanationPanel::showChecks(const explanation::TrustChecks& checks)
{
    m_checks->show(&checks);
}

void ExplanationPanel::setRunning(bool running)
{
    if (!m_result)
        return;
    const auto why = running ? QStringLiteral("A job is running; its name is in the bottom line.") : m_whyNot;
    m_checking = running && m_checking;
    m_checks->setPossible(why);
    m_checks->setRunning(m_checking);
    m_rule->setEnabled(why.isEmpty());
    showRule();
    if (!why.isEmpty())
        m_rule->setToolTip(why);
}

/// The box and what stands below it tell the rule of the map on the views.
void ExplanationPanel::showRule()
{
    const auto place = std::ranges::find(m_rules, m_shown.rule);
    if (place == m_rules.end())
        return;
    m_rule->setCurrentIndex(int(place - m_rules.begin()));
    m_rule->setToolTip(ruleName(m_shown.rule) + QStringLiteral(": ") +
                       QString::fromUtf8(inference::namedRelevanceRule(m_shown.rule).what));
    const bool stored = m_shown.rule == m_result->explanation.rule;
    m_ruleNote->setText(stored ? QString()
                               : QStringLiteral("Shown only; the stored result and the report keep %1.")
                                     .arg(ruleName(m_result->explanation.rule)));
    setStyleProperty(m_ruleNote, "role", QStringLiteral("problem"));
    m_ruleNote->setVisible(!stored);
}

void ExplanationPanel::present(const MapMeasures& measures)
{
    const reporting::Report report(seenBy(*m_result, m_shown, measures));
    chooseMap(*m_member, measures.choice);
    m_bar->show(measures.shares);
    m_shares->setFacts(report.relevance.facts);
    // The first paragraph says whose shares these are; it is the mean's.
    auto paragraphs = report.relevance.paragraphs;
    if (measures.choice != MapChoice{} && !paragraphs.empty())
        paragraphs.front() = whoseText(measures, m_shown.members.size());
    m_paragraphs->setText(joined(paragraphs));
}

}  // namespace metrisk::ui::panels
