#include "ui/charts/Plot.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double farBelow = -1e6;  // where a logarithmic axis has no place for a value

}  // namespace

Look lookOf(const QString& group, qsizetype position)
{
    if (group == "low")
        return {.ink = Ink::Low, .dash = Dash::Dashed};
    if (group == "medium")
        return {.ink = Ink::Medium, .dash = Dash::Dotted};
    if (group == "high")
        return {.ink = Ink::High, .dash = Dash::Solid};
    constexpr Ink inks[] = {Ink::First, Ink::Second, Ink::Third, Ink::Fourth, Ink::Fifth, Ink::Sixth};
    constexpr Dash dashes[] = {Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot, Dash::LongDash, Dash::DashDotDot};
    return {.ink = inks[position % 6], .dash = dashes[position % 6]};
}

double Strip::highest() const
{
    double count = 1.0;
    for (const auto& bin : bins)
        count = std::max(count, bin.y);
    return count;
}

QString Strip::countText() const
{
    return QStringLiteral("up to %1").arg(highest());
}

double Axis::share(double value) const
{
    if (!logarithmic)
        return (value - low) / (high - low);
    return value > 0.0 ? std::log(value / low) / std::log(high / low) : farBelow;
}

}  // namespace metrisk::ui::charts
