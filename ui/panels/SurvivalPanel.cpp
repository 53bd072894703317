#include "ui/panels/SurvivalPanel.h"

#include "ui/charts/PlotView.h"
#include "ui/charts/SurvivalPlots.h"
#include "ui/panels/Controls.h"
#include "ui/panels/EvidenceBlock.h"
#include "ui/panels/LandmarkTable.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace metrisk::ui::panels {
namespace {

using Drawing = SurvivalPanel::Drawing;

QToolButton* segment(const QString& words, const char* name, const QString& meaning)
{
    auto* made = new QToolButton;
    made->setText(words);
    made->setObjectName(QString::fromLatin1(name));
    made->setProperty("role", QStringLiteral("segment"));
    made->setCheckable(true);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setAccessibleDescription(meaning);
    made->setProperty("meaning", meaning);
    return made;
}

QString joined(const std::vector<std::string>& paragraphs)
{
    QStringList lines;
    for (const auto& paragraph : paragraphs)
        lines << text(paragraph);
    return lines.join(QStringLiteral("\n\n"));
}

charts::Plot plotOf(const analysis::CaseResult& result, Drawing drawing)
{
    const charts::CohortPlotOptions options{.patientGroup = result.prediction.group};
    switch (drawing) {
    case Drawing::Incidence: return charts::incidencePlot(result.placement, options);
    case Drawing::Patient: return charts::outlookPlot(result.placement, options);
    case Drawing::KaplanMeier: break;
    }
    return charts::kaplanMeierPlot(result.placement, options);
}

/// Two results of one case have the same patient and the same images.
QString caseOf(const analysis::CaseResult& result)
{
    auto key = text(result.patient.id);
    for (const auto& input : result.inputs)
        key += text(input.sha256);
    return key;
}

}  // namespace

SurvivalPanel::SurvivalPanel(QWidget* parent)
    : QWidget(parent), m_nothing(secondary(QStringLiteral("The patient has no group before the analysis."))),
      m_whyNot(secondary()), m_page(new QWidget), m_switch(new QButtonGroup(this)), m_plot(new charts::PlotView),
      m_landmarks(new LandmarkTable), m_outlook(secondary()), m_evidence(new FactList), m_paragraphs(secondary()),
      m_modelEvidence(new EvidenceBlock)
{
    m_whyNot->setObjectName(QStringLiteral("survivalWhyNot"));
    m_plot->setObjectName(QStringLiteral("survivalPlot"));
    m_plot->setAsHighAsContents(true);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(8);
    page->addWidget(switches());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_whyNot, m_plot, m_landmarks, m_outlook})
        page->addWidget(widget);
    page->addSpacing(8);
    page->addWidget(heading(QStringLiteral("Evidence")));
    page->addWidget(m_evidence);
    page->addWidget(m_paragraphs);
    page->addWidget(m_modelEvidence);
    auto* layout = panelLayout(this);
    layout->addWidget(heading(QStringLiteral("Time to failure")));
    layout->addWidget(m_nothing);
    layout->addWidget(m_page);
    layout->addStretch(1);
    connect(m_switch, &QButtonGroup::idClicked, this, [this](int id) { choose(Drawing(id)); });
    show(CaseSession{});
}

QWidget* SurvivalPanel::switches()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const auto add = [&](Drawing drawing, QToolButton* made) {
        m_switch->addButton(made, int(drawing));
        layout->addWidget(made);
    };
    add(Drawing::KaplanMeier, segment(QStringLiteral("Kaplan-Meier"), "drawKaplanMeier",
                                      QStringLiteral("Freedom from failure by risk group; death counts as censored")));
    add(Drawing::Incidence, segment(QStringLiteral("Incidence"), "drawIncidence",
                                    QStringLiteral("Cumulative incidence of failure by risk group, with death as a competing event")));
    add(Drawing::Patient, segment(QStringLiteral("This patient"), "drawPatient",
                                  QStringLiteral("Predicted for this patient, over the group's observed curve")));
    layout->addStretch(1);
    return row;
}

void SurvivalPanel::allow(Drawing drawing, const QString& whyNot)
{
    auto* button = m_switch->button(int(drawing));
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot.isEmpty() ? button->property("meaning").toString() : whyNot);
}

void SurvivalPanel::choose(Drawing drawing)
{
    m_drawing = drawing;
    draw();
}

void SurvivalPanel::draw()
{
    const bool possible = m_switch->button(int(m_drawing))->isEnabled();
    const Drawing shown = possible ? m_drawing : Drawing::KaplanMeier;
    m_switch->button(int(shown))->setChecked(true);
    m_plot->setPlot(plotOf(*m_result, shown));
}

void SurvivalPanel::show(const CaseSession& session)
{
    m_nothing->setVisible(!session.result);
    m_page->setVisible(session.result.has_value());
    m_result = session.result;
    if (!m_result)
        return m_plot->clear();
    if (m_case != caseOf(*m_result)) {
        m_case = caseOf(*m_result);
        m_drawing = Drawing::KaplanMeier;
    }
    const auto noIncidence = charts::whyNoIncidence(m_result->placement), noOutlook = charts::whyNoOutlook(m_result->placement);
    allow(Drawing::Incidence, noIncidence);
    allow(Drawing::Patient, noOutlook);
    QStringList reasons{noIncidence, noOutlook};
    reasons.removeAll(QString());
    m_whyNot->setText(reasons.join(QStringLiteral("\n")));
    m_whyNot->setVisible(!m_whyNot->text().isEmpty());
    draw();
    const reporting::Report report(*m_result);
    m_landmarks->show(*m_result);
    m_outlook->setText(joined(report.outlook.paragraphs));
    m_outlook->setVisible(!report.outlook.paragraphs.empty());
    m_evidence->setFacts(report.evidence.facts);
    m_paragraphs->setText(joined(report.evidence.paragraphs));
}

}  // namespace metrisk::ui::panels
