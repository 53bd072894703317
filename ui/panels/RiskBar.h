#pragma once

#include "core/analysis/CaseResult.h"

#include <QWidget>

namespace metrisk::ui::panels {

/// The risk (log hazard ratio) on one line: low, medium and high with their words, a dot per member, a
/// triangle at the mean. The medium zone, from cut to cut, is the middle third; what lies
/// beyond the ends is drawn at the end as an arrow.
class RiskBar : public QWidget {
    Q_OBJECT

public:
    explicit RiskBar(QWidget* parent = nullptr);
    void show(const analysis::CaseResult& result);

    /// Where a risk stands along the bar: 0 left end, 1 right end, beyond them outside.
    static double positionOf(double risk, double cutLow, double cutHigh);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_members;  // positions
    double m_mean = 0.5;
    QString m_group;
};

}  // namespace metrisk::ui::panels
