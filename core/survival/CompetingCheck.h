#pragma once

#include "core/survival/CumulativeIncidence.h"

namespace metrisk::survival {

/// Throws Error{Input} for an empty set and, naming the first such patient (from 1), for negative or not
/// finite times and causes below 0.
void checkCompeting(const std::vector<CompetingFollowUp>& patients);

}  // namespace metrisk::survival
