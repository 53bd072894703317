#pragma once

#include <string>

namespace metrisk::common {

/// Now, as ISO 8601 in UTC: "2026-03-14T09:26:53Z".
std::string utcNow();

}  // namespace metrisk::common
