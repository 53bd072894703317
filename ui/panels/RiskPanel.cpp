#include "ui/panels/RiskPanel.h"

#include "core/reporting/Wording.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/SurvivalPlots.h"
#include "ui/panels/Controls.h"
#include "ui/panels/CorrectionEffect.h"
#include "ui/panels/RiskBar.h"
#include "ui/panels/WhatIfPanel.h"

#include <QHBoxLayout>

namespace metrisk::ui::panels {
namespace {

QLabel* headlineLabel()
{
    auto* made = new QLabel;
    made->setObjectName(QStringLiteral("riskHeadline"));
    made->setProperty("role", QStringLiteral("headline"));
    return made;
}

QString standingText(const CaseSession& session)
{
    if (!session.kept)
        return {};
    return QStringLiteral("Kept as prediction %1 of this case, %2.")
        .arg(session.predictions)
        .arg(text(reporting::timeText(session.result->createdAt)));
}

std::vector<std::string> openMatters(const CaseSession& session)
{
    std::vector<std::string> matters;
    if (!session.kept)
        matters.push_back("This result is not in the case base yet. Keep it before you go on.");
    if (session.contourStale())
        matters.push_back("The contour was corrected after this result: corrected, not yet analysed. Analyse again to see what it does.");
    if (session.clinicalStale())
        matters.push_back("The clinical values were changed after this result. Analyse again to see what they do.");
    return matters;
}

}  // namespace

RiskPanel::RiskPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("There is no risk yet. Open a study, fill in Clinical, then analyse."))),
      m_page(new QWidget), m_headline(headlineLabel()), m_detail(secondary()), m_spread(secondary()),
      m_freedomNote(secondary()), m_standing(secondary()),
      m_bar(new RiskBar), m_freedom(new FactList), m_stale(new NoteBox), m_notes(new NoteBox), m_correction(new CorrectionEffect),
      m_chart(new charts::PlotView),
      m_report(button(QStringLiteral("Save PDF report…"), QStringLiteral("toReport"), true)),
      m_keep(button(QStringLiteral("Keep result"), QStringLiteral("keepResult"))),
      m_again(button(QStringLiteral("Clinical values"), QStringLiteral("toClinical"))), m_whatIf(new WhatIfPanel)
{
    m_detail->setObjectName(QStringLiteral("riskDetail"));
    m_spread->setObjectName(QStringLiteral("riskSpread"));
    m_freedom->setObjectName(QStringLiteral("riskFreedom"));
    m_standing->setObjectName(QStringLiteral("riskStanding"));
    m_chart->setMinimumHeight(290);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(12);
    m_detail->setWordWrap(false);
    first->addWidget(m_headline, 0, Qt::AlignBaseline);
    first->addWidget(m_detail, 1, Qt::AlignBaseline);
    page->addLayout(first);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_spread, m_stale, m_correction, m_freedom, m_freedomNote, m_notes})
        page->addWidget(widget);
    page->addWidget(m_chart, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (auto* each : {m_report, m_keep, m_again})
        buttons->addWidget(each);
    buttons->addStretch(1);
    page->addLayout(buttons);
    page->addWidget(m_standing);
    page->addSpacing(8);
    page->addWidget(m_whatIf);

    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Risk of local failure")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page, 1);
    layout->addStretch(0);
    connect(m_report, &QPushButton::clicked, this, &RiskPanel::reportRequested);
    connect(m_keep, &QPushButton::clicked, this, &RiskPanel::keepRequested);
    connect(m_again, &QPushButton::clicked, this, &RiskPanel::clinicalRequested);
    show(CaseSession{});
}

void RiskPanel::show(const CaseSession& session)
{
    m_nothing->setVisible(!session.result);
    m_page->setVisible(session.result.has_value());
    if (!session.result)
        return;
    showResult(*session.result);
    m_correction->show(session.before, *session.result);
    showStanding(session);
}

void RiskPanel::showResult(const analysis::CaseResult& result)
{
    const reporting::Report report(result);
    m_headline->setText(text(report.headline));
    setStyleProperty(m_headline, "group", text(result.prediction.group));
    m_detail->setText(text(report.headlineDetail));
    m_bar->show(result);
    m_spread->setText(text(report.spread));
    m_freedom->setFacts(report.freedom);
    m_freedomNote->setText(text(report.freedomNote));
    m_notes->setNotes(report.cautions);
    // The landmarks stand above it in words.
    m_chart->setPlot(charts::kaplanMeierPlot(result.placement, {.patientGroup = result.prediction.group, .landmarksMonths = {}}));
}

void RiskPanel::showStanding(const CaseSession& session)
{
    if (!session.result)
        return;
    m_stale->setNotes(openMatters(session));
    m_keep->setVisible(!session.kept);
    m_standing->setText(standingText(session));
}

}  // namespace metrisk::ui::panels
