#include "ui/charts/PlotPainting.h"

#include "ui/charts/ChartText.h"
#include "ui/charts/PlotScene.h"
#include "ui/charts/SeriesLines.h"

#include <algorithm>

namespace metrisk::ui::charts {

namespace {

QPen referencePen(const ChartTheme& theme, const Look& look)
{
    QPen pen = theme.penOf(look);
    pen.setWidthF(look.faint ? 0.5 : 0.8);
    if (look.dash == Dash::Dotted)
        pen.setDashPattern({1, 3});
    return pen;
}

void paintGrid(QPainter& painter, const PlotScene& scene)
{
    const auto& plot = scene.plot();
    painter.setPen(QPen(faded(scene.theme().line, 0.6), 0.7));
    if (plot.y.grid && plot.rows.empty())
        for (const auto& tick : plot.y.ticks)
            painter.drawLine(scene.at(plot.x.low, tick.value), scene.at(plot.x.high, tick.value));
    if (plot.x.grid)
        for (const auto& tick : plot.x.ticks)
            painter.drawLine(scene.layout().at(plot.x.share(tick.value), 0), scene.layout().at(plot.x.share(tick.value), 1));
}

void paintNumbersOfX(QPainter& painter, const PlotScene& scene, double bottom)
{
    const auto& plot = scene.plot();
    const auto& layout = scene.layout();
    for (const auto& tick : plot.x.ticks) {
        const double x = layout.at(plot.x.share(tick.value), 0).x();
        const bool numbered = layout.labelledX.contains(tick.value);
        if (numbered)
            drawCentred(painter, {x, layout.numbersMiddle}, tick.label);
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (numbered ? space : space / 2)));
    }
}

void paintNumbersOfY(QPainter& painter, const PlotScene& scene)
{
    const auto& plot = scene.plot();
    const auto& layout = scene.layout();
    for (const auto& tick : plot.y.ticks)
        if (layout.labelledY.contains(tick.value))
            drawRightOf(painter, layout.plane.left() - 2 * space, layout.at(0, plot.y.share(tick.value)).y(), tick.label);
}

}  // namespace

void paintGround(QPainter& painter, const PlotScene& scene)
{
    paintGrid(painter, scene);
    const auto& plot = scene.plot();
    for (const auto& reference : plot.references) {
        painter.setPen(referencePen(scene.theme(), reference.look));
        for (auto line : linesOf(reference, plot.x, plot.y).lines) {
            for (auto& point : line)
                point = scene.layout().at(point.x(), point.y());
            painter.drawPolyline(line);
        }
    }
}

void paintHeading(QPainter& painter, const PlotScene& scene)
{
    const auto& theme = scene.theme();
    const auto& heading = scene.layout().heading;
    painter.setFont(theme.title());
    painter.setPen(theme.text);
    drawLeft(painter, heading, scene.plot().title);
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    const double title = wrappedHeight(theme.title(), scene.plot().title, heading.width());
    drawLeft(painter, heading.adjusted(0, title, 0, 0), scene.plot().subtitle);
}

void paintAxes(QPainter& painter, const PlotScene& scene)
{
    const auto& plot = scene.plot();
    const auto& layout = scene.layout();
    if (plot.empty())
        return;
    painter.setFont(scene.theme().body());
    painter.setPen(scene.theme().secondary);
    if (plot.rows.empty()) {
        drawLeft(painter, layout.yTitle, plot.y.title);
        paintNumbersOfY(painter, scene);
    }
    const bool corner = layout.xTitle.bottom() <= layout.numbersMiddle + 20;
    painter.drawText(layout.xTitle, Qt::AlignLeft | (corner ? Qt::AlignVCenter : Qt::AlignTop) | Qt::TextWordWrap, plot.x.title);
    painter.setPen(QPen(scene.theme().secondary, 0.8));
    const double bottom = plot.strip.empty() ? layout.plane.bottom() : layout.strip.bottom();
    painter.drawLine(QPointF(layout.plane.left(), bottom), QPointF(layout.plane.right(), bottom));
    paintNumbersOfX(painter, scene, bottom);
}

void paintFooter(QPainter& painter, const PlotScene& scene)
{
    const auto& theme = scene.theme();
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    QRectF rect = scene.layout().footer;
    for (const auto& note : scene.plot().footnotes) {
        drawLeft(painter, rect, note);
        rect.setTop(rect.top() + wrappedHeight(theme.body(), note, rect.width()));
    }
}

}  // namespace metrisk::ui::charts
