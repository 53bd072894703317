#pragma once

#include <optional>
#include <string_view>

namespace metrisk::common {

/// The first line (from 1) that holds bytes which are no UTF-8 (RFC 3629), or control characters other than tab and line
/// ends, which no page could show. Absent when all is text.
std::optional<int> firstLineWithoutText(std::string_view text);

}  // namespace metrisk::common
