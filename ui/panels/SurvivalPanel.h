#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QToolButton;

namespace metrisk::ui::charts {
class PlotView;
}

namespace metrisk::ui::panels {

class EvidenceBlock;
class FactList;
class LandmarkTable;

/// The pack's reference cohort by risk group, large, what is predicted for this patient, and how well the pack did
/// on that cohort.
class SurvivalPanel : public QWidget {
    Q_OBJECT

public:
    /// The three drawings of time to failure.
    enum class Drawing { KaplanMeier, Incidence, Patient };

    explicit SurvivalPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);
    Drawing drawing() const { return m_drawing; }
    EvidenceBlock& evidence() { return *m_modelEvidence; }

private:
    QWidget* switches();
    void allow(Drawing drawing, const QString& whyNot);
    void choose(Drawing drawing);
    void draw();

    QLabel *m_nothing, *m_whyNot;
    QWidget* m_page;
    QButtonGroup* m_switch;
    charts::PlotView* m_plot;
    LandmarkTable* m_landmarks;
    QLabel* m_outlook;
    FactList* m_evidence;
    QLabel* m_paragraphs;
    EvidenceBlock* m_modelEvidence;
    Drawing m_drawing = Drawing::KaplanMeier;
    QString m_case;  // whose drawing was chosen
    std::optional<analysis::CaseResult> m_result;
};

}  // namespace metrisk::ui::panels
