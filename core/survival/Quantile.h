#pragma once

#include <vector>

namespace metrisk::survival {

/// Linear interpolation between order statistics (R type 7); `share` in [0, 1]. Throws Error{Input}
/// for an empty set.
double quantile(std::vector<double> values, double share);

}  // namespace metrisk::survival
