#pragma once

#include "core/common/Quantile.h"

namespace metrisk::survival {
using common::quantile;
using common::quantileOfSorted;
}  // namespace metrisk::survival
