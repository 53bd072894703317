#include "core/common/Quantile.h"

#include "core/common/Error.h"

#include <algorithm>

namespace metrisk::common {

double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return quantileOfSorted(values, share);
}

double quantileOfSorted(const std::vector<double>& ascending, double share)
{
    if (ascending.empty())
        throw Error(Error::Kind::Input, "There are no values to take a quantile of.", "Give at least one value.");
    const double rank = std::clamp(share, 0.0, 1.0) * double(ascending.size() - 1);
    const auto below = std::size_t(rank);
    const auto above = std::min(below + 1, ascending.size() - 1);
    return ascending[below] + (rank - double(below)) * (ascending[above] - ascending[below]);
}

}  // namespace metrisk::common
