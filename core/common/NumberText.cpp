#include "core/common/NumberText.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace metrisk::common {

std::optional<double> numberIn(std::string_view text)
{
    double number = 0.0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string percentNumber(double share)
{
    const long rounded = std::lround(100.0 * share);
    if (rounded >= 100 && share < 1.0)
        return ">99";
    if (rounded <= 0 && share > 0.0)
        return "<1";
    return fmt::format("{}", rounded);
}

std::string shareText(double share, double low, double high)
{
    return fmt::format("{} % ({} to {})", percentNumber(share), percentNumber(low), percentNumber(high));
}

std::string pNumber(double p)
{
    if (p < 0.001)
        return "< 0.001";
    const bool seemsFive = p >= 0.045 && p < 0.05;
    return fmt::format("{:.{}f}", p, p < 0.01 || seemsFive ? 3 : 2);
}

std::string pValueText(double p)
{
    return (p < 0.001 ? "p " : "p = ") + pNumber(p);
}

}  // namespace metrisk::common
