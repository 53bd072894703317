#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// Throws Error{Input} for impossible follow-up and for a horizon that is negative or not finite.
void checkHorizon(const std::vector<FollowUp>& patients, double horizonMonths);

/// How many failed up to the horizon.
int eventsBy(const std::vector<FollowUp>& patients, double horizonMonths);

}  // namespace metrisk::survival
