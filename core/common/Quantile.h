#pragma once

#include <vector>

namespace metrisk::common {

/// Linear interpolation between order statistics (R type 7); `share` in [0, 1]. Throws Error{Input}
/// for an empty set.
double quantile(std::vector<double> values, double share);

/// The same for values that ascend already, in constant time.
double quantileOfSorted(const std::vector<double>& ascending, double share);

}  // namespace metrisk::common
