#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How MetRisk writes a share and a p value, once for every page and chart, and reads a number in a table.
namespace metrisk::common {

/// The whole text as a finite number, independent of the user's language settings.
std::optional<double> numberIn(std::string_view text);

/// 0.713 -> "71"; a share that only rounds to nothing or to everything is "<1" or ">99".
std::string percentNumber(double share);

/// "71 % (58 to 81)": a share and its interval.
std::string shareText(double share, double low, double high);

/// "< 0.001", "0.004", "0.046", "0.31": two decimals where they say enough, and never 0.05 for less.
std::string pNumber(double p);

/// "p < 0.001", "p = 0.013"
std::string pValueText(double p);

}  // namespace metrisk::common
