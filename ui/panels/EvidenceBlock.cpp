#include "ui/panels/EvidenceBlock.h"

#include "ui/panels/Controls.h"
#include "ui/panels/EvidenceSheet.h"

#include <utility>

namespace metrisk::ui::panels {
namespace {

QString whyNoEvidence(const analysis::CaseAnalyzer* analyzer, const std::optional<analysis::CaseResult>& result)
{
    if (!analyzer)
        return QStringLiteral("This needs the model, which is not loaded.");
    if (result && !madeBy(*result, analyzer->model().package()))
        return QStringLiteral("Another model pack made this result. Choose that pack to see its evidence.");
    return {};
}

}  // namespace

EvidenceBlock::EvidenceBlock(QWidget* parent)
    : QWidget(parent), m_button(button(QStringLiteral("Model evidence…"), QStringLiteral("modelEvidence"))),
      m_sheet(new EvidenceSheet(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    connect(m_button, &QPushButton::clicked, this, &EvidenceBlock::open);
    connect(m_sheet, &EvidenceSheet::failed, this, &EvidenceBlock::failed);
    connect(&m_jobs, &jobs::JobRunner::failed, this, &EvidenceBlock::failed);
    connect(&m_jobs, &jobs::JobRunner::failed, m_sheet, &QDialog::reject);
    connect(&m_jobs, &jobs::JobRunner::cancelled, m_sheet, &QDialog::reject);
    connect(m_sheet, &QDialog::rejected, this, [this] { m_jobs.cancel(); });
    setModel(nullptr, {});
}

void EvidenceBlock::setModel(std::shared_ptr<const analysis::CaseAnalyzer> analyzer, const std::optional<analysis::CaseResult>& result)
{
    if (m_analyzer != analyzer)
        forget();
    m_analyzer = std::move(analyzer);
    const auto whyNot = whyNoEvidence(m_analyzer.get(), result);
    m_button->setEnabled(whyNot.isEmpty());
    m_button->setToolTip(whyNot.isEmpty() ? QStringLiteral("C-index by fold and subgroup, calibration, decision curve and ROC on "
                                                           "the model’s reference cohort: about the model, not about this patient.")
                                          : whyNot);
}

void EvidenceBlock::forget()
{
    m_jobs.cancel();
    m_sheet->hide();
    m_computed = false;
}

void EvidenceBlock::open()
{
    const bool running = m_sheet->isVisible() && m_jobs.isRunning();
    m_sheet->show();
    m_sheet->raise();
    if (m_computed || running)
        return;
    m_sheet->setRunning();
    m_jobs.start([analyzer = m_analyzer](const Job& job) { return analysis::packEvidence(analyzer->model().package(), job); },
                 [this](const analysis::PackEvidence& evidence) {
                     m_computed = true;
                     m_sheet->setEvidence(evidence);
                 });
}

}  // namespace metrisk::ui::panels
