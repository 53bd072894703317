#include "ui/charts/Axes.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double nearlyOn = 1e-9;

/// 1, 2, 2.5 or 5 of a power of ten, so that about `count` of them cover the range.
double roundStep(double range, double count)
{
    const double power = std::pow(10.0, std::floor(std::log10(range / count)));
    for (const double step : {1.0, 2.0, 2.5, 5.0})
        if (range / (step * power) <= count + nearlyOn)
            return step * power;
    return 10.0 * power;
}

void addTicks(Axis& axis, double step, const QString& unit)
{
    const auto count = std::lround((axis.high - axis.low) / step);
    for (long i = 0; i <= count; ++i) {
        const double value = axis.low + double(i) * step;
        const double tidy = std::abs(value) < nearlyOn * step ? 0.0 : value;
        axis.ticks << Tick{tidy, tickText(tidy) + unit};
    }
}

}  // namespace

QString tickText(double value)
{
    return QString::number(value, 'g', 6).replace('-', QChar(0x2212));
}

Axis monthsAxis(double lastMonths)
{
    double step = 3.0;
    while (step < 12.0 ? lastMonths > 8 * step : lastMonths > 12 * step)
        step *= 2.0;
    Axis axis{.title = QStringLiteral("months"), .high = std::max(1.0, std::ceil(lastMonths / step - nearlyOn)) * step};
    addTicks(axis, step, {});
    return axis;
}

Axis percentAxis(double highest)
{
    Axis axis{.high = 100.0, .grid = true};
    for (const double end : {10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 80.0})
        if (highest <= end) {
            axis.high = end;
            break;
        }
    addTicks(axis, axis.high > 80 ? 25.0 : axis.high > 40 ? 20.0 : axis.high > 20 ? 10.0 : axis.high > 10 ? 5.0 : 2.0,
             QStringLiteral(" %"));
    return axis;
}

Axis linearAxis(double lowest, double highest)
{
    const double step = roundStep(highest - lowest, 6.0);
    Axis axis{.low = std::floor(lowest / step + nearlyOn) * step, .high = std::ceil(highest / step - nearlyOn) * step};
    addTicks(axis, step, {});
    return axis;
}

Axis logarithmicAxis(double lowest, double highest)
{
    Axis axis{.logarithmic = true};
    QList<double> places;
    for (double power = std::pow(10.0, std::floor(std::log10(lowest))); power <= highest * (1 + nearlyOn); power *= 10.0)
        for (const double step : {1.0, 2.0, 5.0})
            places << step * power;
    const auto first = std::find_if(places.rbegin(), places.rend(), [&](double p) { return p <= lowest * (1 + nearlyOn); });
    places.erase(places.begin(), first == places.rend() ? places.begin() : std::prev(first.base()));
    const auto last = std::find_if(places.begin(), places.end(), [&](double p) { return p >= highest * (1 - nearlyOn); });
    if (last != places.end())
        places.erase(std::next(last), places.end());
    else
        places << 10.0 * std::pow(10.0, std::floor(std::log10(highest)));
    axis.low = places.first();
    axis.high = places.last();
    const bool wide = axis.high / axis.low > 500.0;
    for (const double place : places)
        axis.ticks << Tick{place, wide && std::abs(std::log10(place) - std::round(std::log10(place))) > nearlyOn
                                      ? QString() : tickText(place)};
    return axis;
}

}  // namespace metrisk::ui::charts
