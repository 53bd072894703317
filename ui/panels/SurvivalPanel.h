#pragma once

#include "ui/panels/CaseSession.h"

#include <QWidget>

class QLabel;

namespace metrisk::ui::charts {
class SurvivalChart;
}

namespace metrisk::ui::panels {

class FactList;

/// The pack's reference cohort by risk group, large, and how well the pack did on it.
class SurvivalPanel : public QWidget {
    Q_OBJECT

public:
    explicit SurvivalPanel(QWidget* parent = nullptr);
    void show(const CaseSession& session);

private:
    QLabel* m_nothing;
    QWidget* m_page;
    charts::SurvivalChart* m_chart;
    FactList *m_freedom, *m_evidence;
    QLabel* m_paragraphs;
};

}  // namespace metrisk::ui::panels
