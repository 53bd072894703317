#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace metrisk::ui::charts {
class PlotView;
}

namespace metrisk::ui::panels {

class CorrectionEffect;
class FactList;
class NoteBox;
class RiskBar;
class WhatIfPanel;

/// The answer: group, percentile, the members' spread, freedom from local failure with its interval, and
/// the sentences that must be read with it. All texts are the report's.
class RiskPanel : public QWidget {
    Q_OBJECT

public:
    explicit RiskPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);
    /// Only whether the result is kept and still belongs to the form.
    void showStanding(const CaseSession& session);
    WhatIfPanel& whatIf() { return *m_whatIf; }

Q_SIGNALS:
    void reportRequested();
    void keepRequested();
    void clinicalRequested();

private:
    void showResult(const analysis::CaseResult& result);

    QLabel* m_nothing;
    QWidget* m_page;
    QLabel *m_headline, *m_detail, *m_spread, *m_freedomNote, *m_standing;
    RiskBar* m_bar;
    FactList* m_freedom;
    NoteBox *m_stale, *m_notes;
    CorrectionEffect* m_correction;
    charts::PlotView* m_chart;
    QPushButton *m_report, *m_keep, *m_again;
    WhatIfPanel* m_whatIf;
};

}  // namespace metrisk::ui::panels
