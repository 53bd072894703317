#include "ui/panels/SurvivalPanel.h"

#include "ui/charts/SurvivalChart.h"
#include "ui/panels/Controls.h"

namespace metrisk::ui::panels {

SurvivalPanel::SurvivalPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("The patient has no group before the analysis."))),
      m_page(new QWidget), m_chart(new charts::SurvivalChart), m_freedom(new FactList), m_evidence(new FactList),
      m_paragraphs(secondary())
{
    m_chart->setMinimumHeight(380);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    page->addWidget(m_chart);
    page->addWidget(m_freedom);
    page->addSpacing(8);
    page->addWidget(heading(QStringLiteral("Evidence")));
    page->addWidget(m_evidence);
    page->addWidget(m_paragraphs);
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Reference cohort by risk group")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page);
    layout->addStretch(1);
    show(CaseSession{});
}

void SurvivalPanel::show(const CaseSession& session)
{
    m_nothing->setVisible(!session.result);
    m_page->setVisible(session.result.has_value());
    if (!session.result)
        return m_chart->clear();
    const reporting::Report report(*session.result);
    m_chart->setPlacement(session.result->placement, text(session.result->prediction.group));
    m_freedom->setFacts(report.freedom);
    m_evidence->setFacts(report.evidence.facts);
    QStringList lines;
    for (const auto& paragraph : report.evidence.paragraphs)
        lines << text(paragraph);
    m_paragraphs->setText(lines.join(QStringLiteral("\n\n")));
}

}  // namespace metrisk::ui::panels
