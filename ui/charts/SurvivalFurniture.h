#pragma once

#include "ui/charts/AtRiskTable.h"

#include <QGraphicsItem>
#include <QPolygonF>

namespace metrisk::ui::charts {

class SurvivalScene;

/// Everything around and on top of the curves: heading, axis numbers, censoring marks, direct labels,
/// medians, the table of patients at risk and the words below it.
class SurvivalFurniture : public QGraphicsItem {
public:
    explicit SurvivalFurniture(const SurvivalScene& scene);

    /// Shares out the canvas; the answer is the place left for the curves.
    QRectF layOut(const QSizeF& size);

    /// Places labels and table once the curves have theirs.
    void arrange();

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Label {
        QString text;
        QString group;
        QRectF rect;
        bool bold = false;
    };

    double gutterWidth() const;
    double halfNumber() const;
    double tableHeight(bool extended) const;
    QList<double> labelledMonths() const;
    void placeCurveLabels();

    void paintHeading(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintMedians(QPainter& painter) const;
    void paintCensoring(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintTable(QPainter& painter) const;
    void paintRowHead(QPainter& painter, const QString& group, double middle) const;
    void paintFooter(QPainter& painter) const;

    const SurvivalScene& m_scene;
    QString m_title, m_cohort, m_footer;
    QRectF m_canvas, m_heading, m_footerRect, m_plot;
    bool m_extended = false;  // the table also counts censored and failed
    AtRiskTable m_table;
    QList<Label> m_labels;
};

}  // namespace metrisk::ui::charts
