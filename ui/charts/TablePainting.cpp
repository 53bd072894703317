#include "ui/charts/ChartText.h"
#include "ui/charts/PlotMeasures.h"
#include "ui/charts/PlotPainting.h"
#include "ui/charts/PlotScene.h"

namespace metrisk::ui::charts {

namespace {

void paintCells(QPainter& painter, const PlotScene& scene, const AlignedLine& line, double middle)
{
    const auto& plot = scene.plot();
    const auto& shown = scene.layout().labelledX;
    for (qsizetype i = 0; i < line.cells.size(); ++i)
        if (const double x = plot.table.columns[i]; shown.contains(x))
            drawCentred(painter, {scene.layout().at(plot.x.share(x), 0).x(), middle}, line.cells[i]);
}

void paintGroupHead(QPainter& painter, const PlotScene& scene, const AlignedGroup& group, double right, double middle)
{
    const auto& theme = scene.theme();
    painter.setPen(theme.penOf(group.look));
    if (group.look.ink != Ink::Text)  // a group without a curve has no line to show
        painter.drawLine(QPointF(0, middle), QPointF(dashSample, middle));
    painter.setFont(theme.body(group.look.emphasised));
    painter.setPen(theme.colourOf(group.look));
    drawRightOf(painter, right, middle, group.name);
}

double paintGroup(QPainter& painter, const PlotScene& scene, const AlignedGroup& group, double middle)
{
    const auto& theme = scene.theme();
    const double line = lineHeight(theme.body());
    const double right = scene.layout().plane.left() - halfNumber(scene.plot(), theme) - 2 * space;
    int shown = 0;
    for (const auto& each : group.lines) {
        if (each.spare && !scene.layout().spareLines)
            continue;
        if (++shown == 1) {
            paintGroupHead(painter, scene, group, right, middle);
            painter.setPen(theme.text);
        } else {
            painter.setFont(theme.body());
            painter.setPen(theme.secondary);
            drawRightOf(painter, right, middle, each.name);
        }
        paintCells(painter, scene, each, middle);
        middle += line;
    }
    return middle + (shown > 1 ? space : 1);
}

}  // namespace

void paintTable(QPainter& painter, const PlotScene& scene)
{
    const auto& table = scene.plot().table;
    if (table.empty())
        return;
    const auto& theme = scene.theme();
    const double line = lineHeight(theme.body());
    const QRectF place = scene.layout().table;
    painter.setFont(theme.body());
    painter.setPen(theme.secondary);
    drawLeft(painter, place, scene.layout().spareLines ? table.title : table.titleWithoutSpare);
    double middle = place.top() + 1.5 * line;
    for (const auto& group : table.groups)
        middle = paintGroup(painter, scene, group, middle);
}

}  // namespace metrisk::ui::charts
