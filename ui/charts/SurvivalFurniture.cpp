#include "ui/charts/SurvivalFurniture.h"

#include "core/reporting/Wording.h"
#include "ui/charts/CurveLabels.h"
#include "ui/charts/StepCurve.h"
#include "ui/charts/SurvivalScene.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

constexpr double space = 4.0;          // the grid everything stands on, scene pixels
constexpr double dashSample = 18.0;    // length of the line drawn before a group's name
constexpr double smallestPlotShare = 0.42;  // of the canvas height, before the table gives up its extra rows
const QString tableTitle = "Patients at risk";
const QString extendedTitle = "Patients at risk; censored and failed before";

double lineHeight(const QFont& font)
{
    return QFontMetricsF(font).height();
}

double widthOf(const QFont& font, const QString& text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

double wrappedHeight(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), Qt::TextWordWrap, text).height();
}

QString footerText(const analysis::Placement& placement)
{
    return QString::fromStdString(reporting::logRankText(placement)) + "\n" +
           QString::fromStdString(reporting::mediansText(placement)) +
           QString("\nBands: 95 %. Ticks: censored. Faint: fewer than %1 at risk.").arg(fewAtRisk);
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

void drawLeft(QPainter& painter, const QRectF& rect, const QString& text)
{
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
}

void drawCentred(QPainter& painter, const QPointF& middle, const QString& text)
{
    painter.drawText(QRectF(middle.x() - 50, middle.y() - 20, 100, 40), Qt::AlignCenter, text);
}

void drawRightOf(QPainter& painter, double right, double middle, const QString& text)
{
    painter.drawText(QRectF(right - 200, middle - 20, 200, 40), Qt::AlignRight | Qt::AlignVCenter, text);
}

}  // namespace

SurvivalFurniture::SurvivalFurniture(const SurvivalScene& scene)
    : m_scene(scene),
      m_title(capitalized(QString::fromStdString(scene.placement().endpoint)) + " by risk group"),
      m_cohort(QString::fromStdString(scene.placement().cohortName)),
      m_footer(footerText(scene.placement()))
{
    setZValue(100);  // above the curves
}

double SurvivalFurniture::gutterWidth() const
{
    const auto& theme = m_scene.theme();
    double width = std::max(widthOf(theme.body(), "100 %"), widthOf(theme.body(), "censored"));
    for (const auto& group : m_scene.placement().groups)
        width = std::max(width, dashSample + space + widthOf(theme.body(true), QString::fromStdString(group.group)));
    return width + 2 * space + halfNumber();
}

/// Half of the widest number of patients: how far a column reaches beside its tick.
double SurvivalFurniture::halfNumber() const
{
    return 0.5 * widthOf(m_scene.theme().body(true), "000");
}

double SurvivalFurniture::tableHeight(bool extended) const
{
    const double line = lineHeight(m_scene.theme().body());
    const double groups = double(m_scene.placement().groups.size());
    return line + groups * (extended ? 3 * line + space : line + 1);
}

QRectF SurvivalFurniture::layOut(const QSizeF& size)
{
    prepareGeometryChange();
    m_canvas = QRectF(QPointF(0, 0), size);
    const auto& theme = m_scene.theme();
    const double headingHeight = wrappedHeight(theme.title(), m_title, size.width()) +
                                 wrappedHeight(theme.body(), m_cohort, size.width());
    m_heading = QRectF(0, 0, size.width(), headingHeight);
    const double footerHeight = wrappedHeight(theme.body(), m_footer, size.width());
    m_footerRect = QRectF(0, size.height() - footerHeight, size.width(), footerHeight);

    const double axisHeight = lineHeight(theme.body()) + 2 * space;
    const double top = m_heading.bottom() + 3 * space;
    const auto bottomWith = [&](bool extended) {
        return m_footerRect.top() - 2 * space - tableHeight(extended) - space - axisHeight;
    };
    m_extended = bottomWith(true) - top >= smallestPlotShare * size.height();
    const double right = size.width() - halfNumber();
    m_plot = QRectF(QPointF(gutterWidth(), top), QPointF(right, std::max(top + 10, bottomWith(m_extended))));
    return m_plot;
}

void SurvivalFurniture::arrange()
{
    m_table = atRiskTable(m_scene.placement(), labelledMonths());
    placeCurveLabels();
    update();
}

/// Every tick, every second, every fourth, ...: the densest whose numbers do not touch.
QList<double> SurvivalFurniture::labelledMonths() const
{
    const auto ticks = m_scene.tickMonths();
    const double needed = 2 * halfNumber() + 2 * space;
    qsizetype every = 1;
    while (every < ticks.size() && m_scene.at(ticks[every], 0).x() - m_scene.at(ticks[0], 0).x() < needed)
        every *= 2;
    QList<double> months;
    for (qsizetype i = 0; i < ticks.size(); i += every)
        months << ticks[i];
    return months;
}

void SurvivalFurniture::placeCurveLabels()
{
    m_labels.clear();
    QList<LabelledCurve> curves;
    for (const auto& group : m_scene.placement().groups) {
        const auto name = QString::fromStdString(group.group);
        const bool patient = name == m_scene.patientGroup();
        const QString text = patient ? name + ": this case" : name;
        const QFont font = m_scene.theme().body(patient);
        QPolygonF line;
        for (const auto& point : partOf(group.curve, 0.0, lastFollowUpMonths(group.curve)).survival)
            line << m_scene.at(point.x(), point.y());
        // The patient's label chooses first.
        const auto position = patient ? 0 : m_labels.size();
        m_labels.insert(position, {text, name, {}, patient});
        curves.insert(position, {line, {widthOf(font, text) + 2, lineHeight(font)}});
    }
    const auto places = placeLabels(curves, m_plot);
    for (qsizetype i = 0; i < places.size(); ++i)
        m_labels[i].rect = places[i];
}

QRectF SurvivalFurniture::boundingRect() const
{
    return m_canvas;
}

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
