#pragma once

#include "ui/charts/Plot.h"

/// Axes with round numbers, as each kind of plot wants them.
namespace metrisk::ui::charts {

/// From 0 to the end of follow-up, a tick every 3, 6, 12, ... months.
Axis monthsAxis(double lastMonths);

/// From 0 to `highest` percent or a little more; to 100 when that is asked for or needed.
Axis percentAxis(double highest = 100.0);

/// Round steps over at least this range.
Axis linearAxis(double lowest, double highest);

/// 1, 2 and 5 of every power of ten over at least this range; both ends above 0.
Axis logarithmicAxis(double lowest, double highest);

/// As few digits as tell it apart: "0.5", "-0.05", "12".
QString tickText(double value);

}  // namespace metrisk::ui::charts
