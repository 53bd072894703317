#include "core/survival/Horizon.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

void checkHorizon(const std::vector<FollowUp>& patients, double horizonMonths)
{
    checkFollowUp(patients);
    if (!(std::isfinite(horizonMonths) && horizonMonths >= 0.0))
        throw Error(Error::Kind::Input, fmt::format("A horizon of {} months is not possible.", horizonMonths),
                    "Choose a horizon of zero or more months.");
}

int eventsBy(const std::vector<FollowUp>& patients, double horizonMonths)
{
    return int(std::ranges::count_if(patients, [&](auto& p) { return p.event && p.timeMonths <= horizonMonths; }));
}

}  // namespace metrisk::survival
