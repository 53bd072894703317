#include "core/survival/ThresholdCounts.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace metrisk::survival {

std::vector<ThresholdCount> thresholdCounts(const std::vector<bool>& outcomes, const std::vector<double>& scores)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, std::greater{}, [&](std::size_t i) { return scores[i]; });
    std::vector<ThresholdCount> counts;
    for (const auto i : order) {
        if (counts.empty())
            counts.push_back({scores[i], 0, 0});
        else if (counts.back().threshold != scores[i])
            counts.push_back({scores[i], counts.back().truePositives, counts.back().falsePositives});
        ++(outcomes[i] ? counts.back().truePositives : counts.back().falsePositives);
    }
    return counts;
}

}  // namespace metrisk::survival
