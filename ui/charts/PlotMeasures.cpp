#include "ui/charts/PlotMeasures.h"

#include "ui/charts/ChartText.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double lowestPlane = 200.0;  // where the height may be chosen
constexpr double stripHeight = 30.0;
constexpr double usualShape = 0.62;    // height of the plane over its width

/// The words of a row without an estimate stand in the columns to the right.
double wordsWidth(const Plot& plot, const ChartTheme& theme)
{
    double width = 0.0;
    for (const auto& row : plot.rows.rows)
        width = std::max(width, widthOf(theme.body(), row.instead));
    return width;
}

Margins marginsOfRows(const Plot& plot, const ChartTheme& theme)
{
    Margins margins{nameWidth(plot, theme) + columnGap, 0.0};
    double right = 0.0;
    for (qsizetype i = 0; i < plot.rows.columns.size(); ++i)
        (plot.rows.columns[i].left ? margins.left : right) += columnWidth(plot, theme, i) + columnGap;
    margins.right = std::max(right, wordsWidth(plot, theme) + columnGap);
    return margins;
}

double heightOf(const QFont& font, const QString& text, double width)
{
    return text.isEmpty() ? 0.0 : wrappedHeight(font, text, width);
}

double footerHeight(const Plot& plot, const ChartTheme& theme, double width)
{
    double height = 0.0;
    for (const auto& note : plot.footnotes)
        height += wrappedHeight(theme.body(), note, width);
    return height;
}

/// The x title stands in the corner left of the numbers, as "months" does, or below them.
bool titleFitsCorner(const Plot& plot, const ChartTheme& theme, const Margins& margins)
{
    return plot.rows.empty() && plot.strip.empty() &&
           widthOf(theme.body(), plot.x.title) <= margins.left - 3 * space - halfNumber(plot, theme);
}

double rowHeight(const ChartTheme& theme)
{
    return lineHeight(theme.body()) + 1.5 * space;
}

}  // namespace

double widestLabel(const QList<Tick>& ticks, const QFont& font)
{
    double widest = 0.0;
    for (const auto& tick : ticks)
        widest = std::max(widest, widthOf(font, tick.label));
    return widest;
}

double columnWidth(const Plot& plot, const ChartTheme& theme, qsizetype column)
{
    double width = widthOf(theme.body(), plot.rows.columns[column].title);
    for (const auto& row : plot.rows.rows)
        if (column < row.cells.size())
            width = std::max(width, widthOf(theme.body(row.look.emphasised), row.cells[column]));
    return width;
}

double nameWidth(const Plot& plot, const ChartTheme& theme)
{
    double width = widthOf(theme.body(), plot.rows.title);
    for (const auto& row : plot.rows.rows)
        width = std::max(width, row.indent * indentation + widthOf(theme.body(row.heading || row.look.emphasised), row.name));
    return width;
}

Margins marginsOf(const Plot& plot, const ChartTheme& theme)
{
    if (!plot.rows.empty())
        return marginsOfRows(plot, theme);
    double left = widestLabel(plot.y.ticks, theme.body());
    for (const auto& group : plot.table.groups) {
        left = std::max(left, dashSample + space + widthOf(theme.body(true), group.name));
        for (const auto& line : group.lines)
            left = std::max(left, widthOf(theme.body(), line.name));
    }
    if (!plot.strip.empty())
        left = std::max({left, widthOf(theme.body(), plot.strip.name), widthOf(theme.body(), plot.strip.countText())});
    const double half = halfNumber(plot, theme);
    const double last = plot.x.ticks.isEmpty() ? 0.0 : 0.5 * widthOf(theme.body(), plot.x.ticks.last().label);
    return {left + 2 * space + (plot.table.empty() ? 0.0 : half), std::max(plot.table.empty() ? space : half, last)};
}

Stack stackOf(const Plot& plot, const ChartTheme& theme, double width, bool spare)
{
    const auto margins = marginsOf(plot, theme);
    const double line = lineHeight(theme.body());
    Stack stack;
    stack.heading = heightOf(theme.title(), plot.title, width - theme.corner) +
                    heightOf(theme.body(), plot.subtitle, width - theme.corner);
    const bool head = !plot.rows.empty() || !plot.y.title.isEmpty();
    stack.abovePlane = 3 * space + (head ? line + space : 0.0);
    stack.strip = plot.strip.empty() ? 0.0 : 2 * space + stripHeight;
    stack.numbers = line + 2 * space;
    if (!plot.x.title.isEmpty() && !titleFitsCorner(plot, theme, margins))
        stack.xTitle = heightOf(theme.body(), plot.x.title, width - margins.left) + space;
    if (!plot.table.empty())
        stack.table = tableHeight(plot.table, theme, spare) + space;
    if (!plot.footnotes.isEmpty())
        stack.footer = footerHeight(plot, theme, width) + 2 * space;
    return stack;
}

double suitablePlane(const Plot& plot, const ChartTheme& theme, double planeWidth)
{
    if (!plot.rows.empty())
        return double(plot.rows.rows.size()) * rowHeight(theme);
    return plot.square ? planeWidth : std::max(usualShape * planeWidth, lowestPlane);
}

double halfNumber(const Plot& plot, const ChartTheme& theme)
{
    if (plot.table.empty())
        return 0.0;
    double widest = widthOf(theme.body(true), "000");
    for (const auto& group : plot.table.groups)
        for (const auto& line : group.lines)
            for (const auto& cell : line.cells)
                widest = std::max(widest, widthOf(theme.body(true), cell));
    return 0.5 * widest;
}

double tableHeight(const AlignedTable& table, const ChartTheme& theme, bool spare)
{
    const double line = lineHeight(theme.body());
    double height = table.empty() ? 0.0 : line;
    for (const auto& group : table.groups) {
        const auto shown = std::count_if(group.lines.begin(), group.lines.end(),
                                         [&](const auto& each) { return spare || !each.spare; });
        height += double(shown) * line + (shown > 1 ? space : 1);
    }
    return height;
}

double suitableWidth(const Plot& plot, const ChartTheme& theme)
{
    const auto margins = marginsOf(plot, theme);
    return margins.left + margins.right + (plot.rows.empty() ? 300.0 : 240.0);
}

double suitableHeight(const Plot& plot, const ChartTheme& theme, double width)
{
    const auto margins = marginsOf(plot, theme);
    const double plane = width - margins.left - margins.right;
    return std::ceil(stackOf(plot, theme, width, true).total() + suitablePlane(plot, theme, plane));
}

}  // namespace metrisk::ui::charts
