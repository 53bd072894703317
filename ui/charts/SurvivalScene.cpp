#include "ui/charts/SurvivalScene.h"

#include "ui/charts/StepCurve.h"
#include "ui/charts/SurvivalFurniture.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double monthsPerTick = 6.0;
constexpr double faintness = 0.35;

double axisEndMonths(const analysis::Placement& placement)
{
    double last = 0.0;
    for (const auto& group : placement.groups)
        last = std::max(last, lastFollowUpMonths(group.curve));
    return std::max(1.0, std::ceil(last / monthsPerTick)) * monthsPerTick;
}

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(float(opacity));
    return colour;
}

/// An axis that only measures. Its numbers and lines are drawn by the furniture, on the same range: Qt
/// Charts shortens numbers to "1..." and lays its own lines by a geometry of the last event loop.
QValueAxis* measuringAxis(double end)
{
    auto* axis = new QValueAxis;
    axis->setRange(0.0, end);
    axis->setLabelsVisible(false);
    axis->setLineVisible(false);
    axis->setGridLineVisible(false);
    return axis;
}

}  // namespace

SurvivalScene::SurvivalScene(const analysis::Placement& placement, const QString& patientGroup,
                             const ChartTheme& theme, QObject* parent)
    : QGraphicsScene(parent), m_placement(placement), m_patientGroup(patientGroup), m_theme(theme)
{
    m_chart = new QChart;
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setMargins({});
    addItem(m_chart);
    addAxes();
    for (const auto& group : m_placement.groups)
        addCurve(group);
    m_furniture = new SurvivalFurniture(*this);
    addItem(m_furniture);
}

void SurvivalScene::addAxes()
{
    m_months = measuringAxis(axisEndMonths(m_placement));
    m_percent = measuringAxis(100.0);
    m_chart->addAxis(m_months, Qt::AlignBottom);
    m_chart->addAxis(m_percent, Qt::AlignLeft);
}

void SurvivalScene::addCurve(const analysis::GroupCurve& group)
{
    const double firm = firmUntilMonths(group.curve);
    const double last = lastFollowUpMonths(group.curve);
    addPart(group, 0.0, firm, 1.0);
    if (last > firm)
        addPart(group, firm, last, faintness);
}

void SurvivalScene::addPart(const analysis::GroupCurve& group, double from, double to, double opacity)
{
    const auto part = partOf(group.curve, from, to);
    const auto name = QString::fromStdString(group.group);
    const bool emphasised = name == m_patientGroup;
    const auto line = [this](const StepLine& points) {
        auto* series = new QLineSeries(m_chart);
        series->append(points);
        return series;
    };
    auto* band = new QAreaSeries(line(part.upper), line(part.lower));
    band->setPen(Qt::NoPen);
    band->setBrush(faded(m_theme.colourOf(name), (emphasised ? 0.24 : 0.13) * opacity));
    auto* curve = line(part.survival);
    QPen pen = m_theme.penOf(name, emphasised);
    pen.setColor(faded(pen.color(), opacity));
    curve->setPen(pen);
    for (QAbstractSeries* series : {static_cast<QAbstractSeries*>(band), static_cast<QAbstractSeries*>(curve)}) {
        m_chart->addSeries(series);
        series->attachAxis(m_months);
        series->attachAxis(m_percent);
    }
}

void SurvivalScene::setSize(const QSizeF& size)
{
    setSceneRect(QRectF(QPointF(0, 0), size));
    m_chart->setGeometry(sceneRect());
    m_chart->setPlotArea(m_furniture->layOut(size));
    m_chart->layout()->activate();
    m_furniture->arrange();
}

void SurvivalScene::drawBackground(QPainter* painter, const QRectF&)
{
    painter->setPen(QPen(faded(m_theme.line, 0.6), 0.7));
    for (const double percent : percentTicks)
        painter->drawLine(at(m_months->min(), percent), at(m_months->max(), percent));
}

QPointF SurvivalScene::at(double months, double percent) const
{
    const QRectF plot = m_chart->plotArea();
    const double x = (months - m_months->min()) / (m_months->max() - m_months->min());
    const double y = (percent - m_percent->min()) / (m_percent->max() - m_percent->min());
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

QList<double> SurvivalScene::tickMonths() const
{
    QList<double> ticks;
    for (double month = m_months->min(); month <= m_months->max(); month += monthsPerTick)
        ticks << month;
    return ticks;
}

}  // namespace metrisk::ui::charts
