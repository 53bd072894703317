#include "core/evaluation/EvaluationWords.h"

#include "core/common/NumberText.h"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

namespace metrisk::evaluation {

std::string intervalText(double value, const survival::Interval& interval, int decimals)
{
    return fmt::format("{} ({} to {})", fixedText(value, decimals), fixedText(interval.low, decimals), fixedText(interval.high, decimals));
}

std::string fixedText(double value, int decimals)
{
    const auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return value < 0.0 && !zero ? "\u2212" + digits : digits;
}

std::string monthsText(double months)
{
    return fmt::format("{:.1f} months", months);
}

std::string reasonText(const std::string& reason)
{
    auto text = reason;
    if (text.ends_with('.'))
        text.pop_back();
    const bool sentence = text.size() > 1 && std::isupper(static_cast<unsigned char>(text[0])) &&
                          std::islower(static_cast<unsigned char>(text[1]));
    if (sentence)
        text[0] = char(std::tolower(static_cast<unsigned char>(text[0])));
    return "not computable: " + text;
}

std::string shareCell(double share, const survival::Interval& interval)
{
    return common::shareText(share, interval.low, interval.high);
}

std::string freedomCell(const survival::Freedom& freedom)
{
    if (freedom.beyondFollowUp)
        return "beyond follow-up";
    // Without an event the log-log interval does not exist.
    if (freedom.probability >= 1.0)
        return "100 % (no event yet)";
    return shareCell(freedom.probability, freedom.interval);
}

std::string quantileCell(const survival::QuantileTime& time)
{
    if (!time.months)
        return time.lower ? fmt::format("not reached ({:.1f} to not reached)", *time.lower) : "not reached";
    const auto end = [](const std::optional<double>& months) { return months ? fmt::format("{:.1f}", *months) : "not reached"; };
    return fmt::format("{:.1f} ({} to {})", *time.months, end(time.lower), end(time.upper));
}

std::string numberText(double value)
{
    const double size = std::abs(value);
    if (size != 0.0 && (size < 0.001 || size >= 1e6))
        return fmt::format("{:.2e}", value);
    return fixedText(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

std::string ratioText(const HazardRatio& ratio)
{
    const double high = ratio.interval.high;
    const auto end = high >= 1000.0 ? std::string("above 1000") : fmt::format("{:.{}f}", high, high >= 100 ? 0 : 2);
    return fmt::format("{:.2f} ({:.2f} to {})", ratio.value, ratio.interval.low, end);
}

std::string percentText(double confidence)
{
    return fmt::format("{:g} %", 100.0 * confidence);
}

std::string countsText(int patients, int events)
{
    return fmt::format("{} patient{}, {} event{}", patients, patients == 1 ? "" : "s", events, events == 1 ? "" : "s");
}

}  // namespace metrisk::evaluation
