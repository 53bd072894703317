#include "core/survival/DecisionCounts.h"

#include <algorithm>
#include <numeric>

namespace metrisk::survival {

TreatedShare treatedShare(const std::vector<bool>& outcomes, const std::vector<double>& probabilities,
                          const std::vector<std::size_t>& chosen, double threshold)
{
    TreatedShare share;
    int events = 0;
    for (const auto i : chosen)
        if (probabilities[i] >= threshold) {
            ++share.treated;
            events += outcomes[i] ? 1 : 0;
        }
    share.eventShare = share.treated > 0 ? double(events) / double(share.treated) : 0.0;
    return share;
}

/// Kaplan and Meier's product over those treated, in one pass from the first time on.
TreatedShare treatedShare(const std::vector<FollowUp>& patients, const std::vector<double>& probabilities,
                          const std::vector<std::size_t>& chosen, double horizonMonths, double threshold)
{
    TreatedShare share;
    for (const auto i : chosen)
        share.treated += probabilities[i] >= threshold ? 1 : 0;
    double survival = 1.0, atRisk = share.treated, atRiskNow = atRisk, eventsNow = 0.0, now = -1.0;
    const auto close = [&] { survival *= eventsNow > 0.0 ? (atRiskNow - eventsNow) / atRiskNow : 1.0; };
    for (const auto i : chosen) {
        if (probabilities[i] < threshold || patients[i].timeMonths > horizonMonths)
            continue;
        if (patients[i].timeMonths != now) {
            close();
            now = patients[i].timeMonths, atRiskNow = atRisk, eventsNow = 0.0;
        }
        eventsNow += patients[i].event ? 1.0 : 0.0;
        --atRisk;
    }
    close();
    share.eventShare = 1.0 - survival;
    share.beyondFollowUp = share.treated > 0 && atRisk <= 0.0 && now < horizonMonths && survival > 0.0;
    return share;
}

std::vector<std::size_t> everyOnce(std::size_t patients)
{
    std::vector<std::size_t> chosen(patients);
    std::iota(chosen.begin(), chosen.end(), std::size_t(0));
    return chosen;
}

std::vector<std::size_t> byTime(const std::vector<FollowUp>& patients)
{
    auto order = everyOnce(patients.size());
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return patients[i].timeMonths; });
    return order;
}

}  // namespace metrisk::survival
