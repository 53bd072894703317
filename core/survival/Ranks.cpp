#include "core/survival/Ranks.h"

#include "core/survival/ValueCheck.h"

#include <algorithm>
#include <numeric>

namespace metrisk::survival {

Ranks midRanks(const std::vector<double>& values)
{
    checkFinite(values, "value");
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    Ranks ranks{std::vector<double>(values.size())};
    for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        const double count = double(end - first);
        ranks.tieSum += count * count * count - count;
        for (std::size_t i = first; i < end; ++i)
            ranks.rank[order[i]] = 0.5 * double(first + end + 1);
    }
    return ranks;
}

}  // namespace metrisk::survival
