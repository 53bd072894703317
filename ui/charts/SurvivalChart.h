#pragma once

#include "core/analysis/CaseResult.h"

#include <QWidget>

#include <memory>

class QPainter;

namespace metrisk::ui::charts {

/// Kaplan-Meier curves of the reference cohort by risk group (Qt Charts), the patient's group emphasised,
/// with 95 % bands, censor ticks, direct labels and the table of patients at risk on the same axis.
class SurvivalChart : public QWidget {
    Q_OBJECT

public:
    explicit SurvivalChart(QWidget* parent = nullptr);
    ~SurvivalChart() override;

    void setPlacement(const analysis::Placement& placement, const QString& patientGroup);
    void clear();

    /// The same chart as vectors on paper, light, inside `area` of the painter's coordinates.
    static void print(QPainter& painter, const QRectF& area, const analysis::Placement& placement,
                      const QString& patientGroup);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::charts
