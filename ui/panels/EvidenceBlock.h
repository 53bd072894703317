#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "ui/jobs/JobRunner.h"

#include <QWidget>

class QPushButton;

namespace metrisk::ui::panels {

class EvidenceSheet;

/// "Model evidence…": computes how the loaded model did on its reference cohort, once, and shows it in a sheet of its
/// own.
class EvidenceBlock : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceBlock(QWidget* parent = nullptr);

    /// Null: no model is loaded. With the result of another model on screen its evidence cannot be shown.
    void setModel(std::shared_ptr<const analysis::CaseAnalyzer> analyzer, const std::optional<analysis::CaseResult>& result);

    jobs::JobRunner& jobs() { return m_jobs; }
    EvidenceSheet& sheet() { return *m_sheet; }

Q_SIGNALS:
    void failed(const metrisk::common::Error& error);

private:
    void open();
    void forget();

    QPushButton* m_button;
    EvidenceSheet* m_sheet;
    std::shared_ptr<const analysis::CaseAnalyzer> m_analyzer;
    bool m_computed = false;   // the sheet shows this model's
    jobs::JobRunner m_jobs;    // last: joined before the sheet goes
};

}  // namespace metrisk::ui::panels
