#include "ui/panels/EvidenceSheet.h"

#include "ui/charts/PlotView.h"
#include "ui/panels/Controls.h"
#include "ui/printing/EvaluationPlots.h"

#include <QScrollArea>

namespace metrisk::ui::panels {
namespace {

constexpr int readableWidth = 680, widestSquare = 480;

QScrollArea* scrolling(QWidget* page)
{
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

}  // namespace

EvidenceSheet::EvidenceSheet(QWidget* parent)
    : QDialog(parent), m_title(heading({})), m_cohort(sentence()), m_method(secondary()), m_cautions(new NoteBox)
{
    setObjectName(QStringLiteral("evidenceSheet"));
    setWindowTitle(QStringLiteral("Model evidence"));
    auto* page = new QWidget;
    auto* column = panelLayout(page);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_cohort, m_cautions, m_method})
        column->addWidget(widget);
    column->addLayout(m_sections = new QVBoxLayout);
    column->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scrolling(page));
    resize(readableWidth, 860);
}

void EvidenceSheet::clearSections()
{
    delete m_content;
    m_content = nullptr;
    m_plots.clear();
}

void EvidenceSheet::setRunning()
{
    clearSections();
    m_title->clear();
    m_cohort->setText(QStringLiteral("Computing from the model’s reference cohort; the bottom line of the window tells how far "
                                     "and can cancel it."));
    m_cautions->setNotes({});
    m_method->clear();
}

void EvidenceSheet::setEvidence(const analysis::PackEvidence& evidence)
{
    clearSections();
    m_title->setText(text(evidence.pack));
    m_cohort->setText(text(evidence.cohort));
    m_cautions->setNotes(evidence.cautions);
    m_method->setText(text(evidence.method));
    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_sections->addWidget(m_content);
    for (const auto& section : evidence.sections)
        addSection(section, evidence);
}

void EvidenceSheet::addSection(const evaluation::PageSection& section, const analysis::PackEvidence& evidence)
{
    auto* column = static_cast<QVBoxLayout*>(m_content->layout());
    column->addSpacing(16);
    column->addWidget(heading(text(section.title)));
    for (const auto& paragraph : section.paragraphs)
        column->addWidget(secondary(text(paragraph)));
    const auto drawn = printing::evaluationPlots(evidence.evaluation);
    for (const auto& name : section.plots)
        for (const auto& plot : drawn) {
            if (plot.name != name)
                continue;
            auto* view = new charts::PlotView;
            view->setObjectName(text(name));
            view->setAsHighAsContents(true);
            view->setMinimumHeight(0);   // a forest of few rows is lower than a curve
            view->setPlot(plot.plot);
            if (plot.plot.square)
                view->setMaximumWidth(widestSquare);
            connect(view, &charts::PlotView::failed, this, &EvidenceSheet::failed);
            column->addWidget(view);
            m_plots << view;
        }
}

}  // namespace metrisk::ui::panels
