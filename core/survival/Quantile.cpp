#include "core/survival/Quantile.h"

#include "core/common/Error.h"

#include <algorithm>

namespace metrisk::survival {

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        throw Error(Error::Kind::Input, "There are no values to take a quantile of.", "Give at least one value.");
    std::ranges::sort(values);
    const double rank = std::clamp(share, 0.0, 1.0) * double(values.size() - 1);
    const auto below = std::size_t(rank);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (rank - double(below)) * (values[above] - values[below]);
}

}  // namespace metrisk::survival
