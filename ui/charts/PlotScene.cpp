#include "ui/charts/PlotScene.h"

#include "ui/charts/PlotFurniture.h"
#include "ui/charts/PlotPainting.h"
#include "ui/charts/SeriesLines.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

namespace metrisk::ui::charts {

namespace {

constexpr double faintness = 0.35;

/// An axis that only measures. Its numbers and lines are drawn by the furniture, on the same range: Qt
/// Charts shortens numbers to "1..." and lays its own lines by a geometry of the last event loop.
QValueAxis* measuringAxis()
{
    auto* axis = new QValueAxis;
    axis->setRange(0.0, 1.0);
    axis->setLabelsVisible(false);
    axis->setLineVisible(false);
    axis->setGridLineVisible(false);
    return axis;
}

QLineSeries* lineSeries(const QPolygonF& points, QObject* parent)
{
    auto* series = new QLineSeries(parent);
    series->append(points);
    return series;
}

}  // namespace

PlotScene::PlotScene(const Plot& plot, const ChartTheme& theme, QObject* parent)
    : QGraphicsScene(parent), m_plot(plot), m_theme(theme), m_chart(new QChart), m_x(measuringAxis()), m_y(measuringAxis())
{
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setMargins({});
    m_chart->addAxis(m_x, Qt::AlignBottom);
    m_chart->addAxis(m_y, Qt::AlignLeft);
    addItem(m_chart);
    for (const bool emphasised : {false, true})  // the patient's own on top
        for (const auto& series : m_plot.series)
            if (series.look.emphasised == emphasised)
                addSeries(series);
    m_furniture = new PlotFurniture(*this);
    addItem(m_furniture);
}

void PlotScene::addSeries(const Series& series)
{
    if (series.shape != Shape::Line && series.shape != Shape::Steps)
        return;
    const double turn = series.faintFrom.value_or(m_plot.x.high);
    addPart(series, m_plot.x.low, turn, 1.0);
    if (turn < m_plot.x.high)
        addPart(series, turn, m_plot.x.high, faintness);
}

void PlotScene::addPart(const Series& series, double from, double to, double opacity)
{
    const auto parts = linesOf(series, m_plot.x, m_plot.y, from, to);
    for (const auto& [lower, upper] : parts.bands) {
        auto* band = new QAreaSeries(lineSeries(upper, m_chart), lineSeries(lower, m_chart));
        band->setPen(Qt::NoPen);
        band->setBrush(faded(m_theme.colourOf(series.look), (series.look.emphasised ? 0.24 : 0.13) * opacity));
        attach(band);
    }
    for (const auto& line : parts.lines) {
        auto* curve = lineSeries(line, m_chart);
        QPen pen = m_theme.penOf(series.look);
        pen.setColor(faded(pen.color(), opacity));
        curve->setPen(pen);
        attach(curve);
    }
}

void PlotScene::attach(QAbstractSeries* part)
{
    m_chart->addSeries(part);
    part->attachAxis(m_x);
    part->attachAxis(m_y);
}

void PlotScene::setSize(const QSizeF& size)
{
    setSceneRect(QRectF(QPointF(0, 0), size));
    m_layout = layOut(m_plot, m_theme, size);
    m_chart->setGeometry(sceneRect());
    m_chart->setPlotArea(m_layout.plane);
    m_chart->layout()->activate();
    m_furniture->arrange();
}

void PlotScene::drawBackground(QPainter* painter, const QRectF&)
{
    painter->fillRect(sceneRect(), m_theme.background);
    paintGround(*painter, *this);
}

QPointF PlotScene::at(double x, double y) const
{
    const QRectF plane = m_chart->plotArea();
    return {plane.left() + m_plot.x.share(x) * plane.width(), plane.bottom() - m_plot.y.share(y) * plane.height()};
}

}  // namespace metrisk::ui::charts
