#include "core/reporting/Wording.h"
#include "ui/charts/ChartText.h"
#include "ui/charts/StepCurve.h"
#include "ui/charts/SurvivalFurniture.h"
#include "ui/charts/SurvivalScene.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

const QString tableTitle = "Patients at risk";
const QString extendedTitle = "Patients at risk; censored and failed before";

}  // namespace

void SurvivalFurniture::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    paintHeading(*painter);
    paintAxes(*painter);
    paintMedians(*painter);
    paintCensoring(*painter);
    paintLabels(*painter);
    paintTable(*painter);
    paintFooter(*painter);
}

void SurvivalFurniture::paintHeading(QPainter& painter) const
{
    const auto& theme = m_scene.theme();
    painter.setFont(theme.title());
    painter.setPen(theme.text);
    drawLeft(painter, m_heading, m_title);
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    drawLeft(painter, m_heading.adjusted(0, wrappedHeight(theme.title(), m_title, m_heading.width()), 0, 0), m_cohort);
}

void SurvivalFurniture::paintAxes(QPainter& painter) const
{
    const auto& theme = m_scene.theme();
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    for (const double percent : percentTicks)
        drawRightOf(painter, m_plot.left() - 2 * space, m_scene.at(0, percent).y(), QString("%1 %").arg(percent));
    const double middle = m_plot.bottom() + 2 * space + lineHeight(theme.body()) / 2;
    for (const double month : m_table.months)
        drawCentred(painter, {m_scene.at(month, 0).x(), middle}, QString::number(month));
    painter.drawText(QRectF(0, middle - 20, m_plot.left() - 3 * space, 40), Qt::AlignLeft | Qt::AlignVCenter, "months");

    painter.setPen(QPen(theme.secondary, 0.8));
    painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
    for (const double month : m_scene.tickMonths()) {
        const QPointF foot = m_scene.at(month, 0);
        painter.drawLine(foot, foot + QPointF(0, m_table.months.contains(month) ? space : space / 2));
    }
}

void SurvivalFurniture::paintMedians(QPainter& painter) const
{
    QPen pen(m_scene.theme().secondary, 0.7);
    pen.setDashPattern({1, 4});
    painter.setPen(pen);
    double last = 0.0;
    for (const auto& group : m_scene.placement().groups)
        if (const auto median = reporting::medianMonths(group.curve)) {
            painter.drawLine(m_scene.at(*median, 50), m_scene.at(*median, 0));
            last = std::max(last, *median);
        }
    if (last > 0.0)
        painter.drawLine(m_scene.at(0, 50), m_scene.at(last, 50));
}

void SurvivalFurniture::paintCensoring(QPainter& painter) const
{
    for (const auto& group : m_scene.placement().groups) {
        painter.setPen(QPen(m_scene.theme().colourOf(QString::fromStdString(group.group)), 0.7));
        for (const auto& mark : censoringMarks(group.curve)) {
            const QPointF point = m_scene.at(mark.x(), mark.y());
            painter.drawLine(point - QPointF(0, 2.5), point + QPointF(0, 2.5));
        }
    }
}

void SurvivalFurniture::paintLabels(QPainter& painter) const
{
    for (const auto& label : m_labels) {
        painter.setFont(m_scene.theme().body(label.bold));
        painter.setPen(m_scene.theme().colourOf(label.group));
        painter.drawText(label.rect, Qt::AlignCenter, label.text);
    }
}

void SurvivalFurniture::paintTable(QPainter& painter) const
{
    const auto& theme = m_scene.theme();
    const double line = lineHeight(theme.body());
    double y = m_footerRect.top() - 2 * space - tableHeight(m_extended);
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    painter.drawText(QPointF(0, y + QFontMetricsF(theme.body()).ascent()), m_extended ? extendedTitle : tableTitle);
    double middle = y + 1.5 * line;
    const auto paintCells = [&](const AtRiskRow& row, int AtRiskCell::*count) {
        for (qsizetype column = 0; column < row.cells.size(); ++column)
            drawCentred(painter, {m_scene.at(m_table.months[column], 0).x(), middle},
                        QString::number(row.cells[column].*count));
    };
    for (const auto& row : m_table.rows) {
        paintRowHead(painter, row.group, middle);
        painter.setFont(theme.body(row.group == m_scene.patientGroup()));
        painter.setPen(theme.text);
        paintCells(row, &AtRiskCell::atRisk);
        painter.setFont(theme.body());
        painter.setPen(theme.secondary);
        if (m_extended) {
            for (const auto& [name, count] : {std::pair{"censored", &AtRiskCell::censored},
                                              std::pair{"failed", &AtRiskCell::events}}) {
                middle += line;
                drawRightOf(painter, m_plot.left() - halfNumber() - space, middle, name);
                paintCells(row, count);
            }
        }
        middle += line + (m_extended ? space : 1);
    }
}

void SurvivalFurniture::paintRowHead(QPainter& painter, const QString& group, double middle) const
{
    const auto& theme = m_scene.theme();
    const bool patient = group == m_scene.patientGroup();
    const double right = m_plot.left() - halfNumber() - space;
    painter.setPen(theme.penOf(group, patient));
    painter.drawLine(QPointF(0, middle), QPointF(dashSample, middle));
    painter.setFont(theme.body(patient));
    painter.setPen(theme.colourOf(group));
    drawRightOf(painter, right, middle, group);
}

void SurvivalFurniture::paintFooter(QPainter& painter) const
{
    painter.setFont(m_scene.theme().body());
    painter.setPen(m_scene.theme().secondary);
    drawLeft(painter, m_footerRect, m_footer);
}

}  // namespace metrisk::ui::charts
