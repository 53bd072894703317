#pragma once

#include "core/analysis/CaseResult.h"
#include "ui/charts/AtRiskTable.h"
#include "ui/charts/ChartTheme.h"

#include <QGraphicsScene>

class QChart;
class QValueAxis;

namespace metrisk::ui::charts {

class SurvivalFurniture;

constexpr double percentTicks[] = {0.0, 25.0, 50.0, 75.0, 100.0};

/// Curves, table and words on one canvas. The curves are a QChart; everything beside them is placed
/// through the chart's own axes, so that the two cannot come apart.
class SurvivalScene : public QGraphicsScene {
public:
    SurvivalScene(const analysis::Placement& placement, const QString& patientGroup, const ChartTheme& theme,
                  QObject* parent = nullptr);

    /// Lays everything out anew for a canvas of this many pixels.
    void setSize(const QSizeF& size);

    QChart* chart() const { return m_chart; }
    const analysis::Placement& placement() const { return m_placement; }
    const QString& patientGroup() const { return m_patientGroup; }
    const ChartTheme& theme() const { return m_theme; }

    /// Where a time and a percentage lie on the canvas.
    QPointF at(double months, double percent) const;

    /// Labelled times of the axis: the table's columns.
    QList<double> tickMonths() const;

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void addAxes();
    void addCurve(const analysis::GroupCurve& group);
    void addPart(const analysis::GroupCurve& group, double from, double to, double opacity);

    analysis::Placement m_placement;
    QString m_patientGroup;
    ChartTheme m_theme;
    QChart* m_chart = nullptr;
    QValueAxis* m_months = nullptr;
    QValueAxis* m_percent = nullptr;
    SurvivalFurniture* m_furniture = nullptr;
};

}  // namespace metrisk::ui::charts
