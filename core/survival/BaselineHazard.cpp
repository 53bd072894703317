#include "core/survival/BaselineHazard.h"

#include "core/survival/FollowUpCheck.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::survival {

namespace {

struct Ordered {
    std::vector<FollowUp> patients;  // by time
    std::vector<double> hazardFrom;  // sum of exp(risk) of this patient and all after
};

Ordered ordered(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    std::vector<std::size_t> order(patients.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return patients[i].timeMonths; });
    Ordered result;
    for (const auto i : order) {
        result.patients.push_back(patients[i]);
        result.hazardFrom.push_back(std::exp(risks[i]));
    }
    std::partial_sum(result.hazardFrom.rbegin(), result.hazardFrom.rend(), result.hazardFrom.rbegin());
    return result;
}

}  // namespace

std::vector<HazardStep> breslowBaseline(const std::vector<FollowUp>& patients,
                                        const std::vector<double>& risks)
{
    checkRisks(patients, risks);
    const auto cohort = ordered(patients, risks);
    std::vector<HazardStep> steps;
    double cumulative = 0.0;
    for (const auto& point : timePoints(cohort.patients))
        if (point.events > 0) {
            cumulative += point.events / cohort.hazardFrom[point.first];
            steps.push_back({point.timeMonths, cumulative});
        }
    return steps;
}

}  // namespace metrisk::survival
