#pragma once

#include "core/analysis/CaseResult.h"

#include <QWidget>

#include <array>

namespace metrisk::ui::panels {

/// The place in the reference cohort on one line from its lowest to its highest risk: the shares of the
/// low, medium and high group with their words, a dot per member, a triangle at the mean.
class RiskBar : public QWidget {
    Q_OBJECT

public:
    explicit RiskBar(QWidget* parent = nullptr);
    void show(const analysis::CaseResult& result);

    /// Where low, medium and high end, as shares of the cohort: 0.33, 0.66, 1.
    static std::array<double, 3> zoneEnds(const analysis::Placement& placement);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<double, 3> m_ends{1.0 / 3, 2.0 / 3, 1.0};
    std::vector<double> m_members;  // shares of the cohort with a lower risk
    double m_mean = 0.5;
    QString m_group;
};

}  // namespace metrisk::ui::panels
