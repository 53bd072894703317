#pragma once

#include "core/analysis/PackEvidence.h"

#include <QDialog>

class QLabel;
class QVBoxLayout;

namespace metrisk::ui::charts {
class PlotView;
}

namespace metrisk::ui::panels {

class NoteBox;

/// The facts about a model in a window of their own: C-index by fold and subgroup, calibration, decision curve and ROC
/// on its reference cohort. They say nothing of the patient, so they do not stand among the patient's numbers.
class EvidenceSheet : public QDialog {
    Q_OBJECT

public:
    explicit EvidenceSheet(QWidget* parent);

    void setRunning();
    void setEvidence(const analysis::PackEvidence& evidence);
    QList<charts::PlotView*> plots() const { return m_plots; }

Q_SIGNALS:
    void failed(const metrisk::common::Error& error);   // a plot could not be saved

private:
    void clearSections();
    void addSection(const evaluation::PageSection& section, const analysis::PackEvidence& evidence);

    QLabel *m_title, *m_cohort, *m_method;
    NoteBox* m_cautions;
    QVBoxLayout* m_sections;
    QWidget* m_content = nullptr;
    QList<charts::PlotView*> m_plots;
};

}  // namespace metrisk::ui::panels
