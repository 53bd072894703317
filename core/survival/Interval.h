#pragma once

namespace metrisk::survival {

/// Where a quantity lies with the stated confidence; both ends in the quantity's own unit.
struct Interval {
    double low = 0.0;
    double high = 0.0;
};

}  // namespace metrisk::survival
