#pragma once

#include "ui/charts/ChartTheme.h"
#include "ui/charts/Plot.h"

/// How much room the parts of a plot need, in scene pixels.
namespace metrisk::ui::charts {

/// How much the plane leaves free on either side.
struct Margins {
    double left = 0.0, right = 0.0;
};
Margins marginsOf(const Plot& plot, const ChartTheme& theme);

/// The heights of everything but the plane, from top to bottom.
struct Stack {
    double heading = 0.0, abovePlane = 0.0, strip = 0.0, numbers = 0.0, xTitle = 0.0, table = 0.0, footer = 0.0;

    double total() const { return heading + abovePlane + strip + numbers + xTitle + table + footer; }
};
/// `spare`: with the spare lines of the table.
Stack stackOf(const Plot& plot, const ChartTheme& theme, double width, bool spare);

/// The height that suits a plane of this width.
double suitablePlane(const Plot& plot, const ChartTheme& theme, double planeWidth);

/// The height of the whole that suits the contents at this width.
double suitableHeight(const Plot& plot, const ChartTheme& theme, double width);
/// The width below which columns of a forest plot would be cut.
double suitableWidth(const Plot& plot, const ChartTheme& theme);

double tableHeight(const AlignedTable& table, const ChartTheme& theme, bool spare);

/// Half of the widest number in the table: how far a column reaches beside its tick.
double halfNumber(const Plot& plot, const ChartTheme& theme);

double widestLabel(const QList<Tick>& ticks, const QFont& font);
double columnWidth(const Plot& plot, const ChartTheme& theme, qsizetype column);
double nameWidth(const Plot& plot, const ChartTheme& theme);  // of the rows of a forest plot

}  // namespace metrisk::ui::charts
