#include "core/common/Time.h"

#include <fmt/chrono.h>

#include <chrono>

namespace metrisk::common {

std::string utcNow()
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

}  // namespace metrisk::common
