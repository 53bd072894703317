#include "core/survival/CensoringWeights.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::survival {

namespace {

double inverse(double uncensored, std::size_t row, double timeMonths)
{
    if (uncensored > 0.0)
        return 1.0 / uncensored;
    throw Error(Error::Kind::Input,
                fmt::format("Row {} cannot be weighted at {} months: the training patients were not followed so long.",
                            row + 1, timeMonths),
                "Choose an earlier time, or training patients with longer follow-up.");
}

}  // namespace

CensoringDistribution censoringDistribution(const std::vector<FollowUp>& patients)
{
    checkFollowUp(patients);
    auto sorted = patients;
    std::ranges::sort(sorted, {}, &FollowUp::timeMonths);
    CensoringDistribution distribution;
    double uncensored = 1.0;
    for (const auto& point : timePoints(sorted)) {
        const double atRisk = double(sorted.size() - point.first) - double(point.events);
        const double censored = double(point.count) - double(point.events);
        if (censored > 0.0)
            uncensored *= (atRisk - censored) / atRisk;
        distribution.timesMonths.push_back(point.timeMonths);
        distribution.uncensored.push_back(uncensored);
    }
    return distribution;
}

double CensoringDistribution::at(double timeMonths) const
{
    const auto next = std::ranges::upper_bound(timesMonths, timeMonths);
    return next == timesMonths.begin() ? 1.0 : uncensored[std::size_t(next - timesMonths.begin()) - 1];
}

std::vector<double> caseWeights(const std::vector<FollowUp>& patients, double untilMonths,
                                const CensoringDistribution& censoring)
{
    std::vector<double> weights(patients.size(), 0.0);
    for (std::size_t i = 0; i < patients.size(); ++i)
        if (patients[i].event && patients[i].timeMonths <= untilMonths)
            weights[i] = inverse(censoring.at(patients[i].timeMonths), i, patients[i].timeMonths);
    return weights;
}

std::vector<double> horizonWeights(const std::vector<FollowUp>& patients, double horizonMonths,
                                   const CensoringDistribution& censoring)
{
    const double atHorizon = censoring.at(horizonMonths);
    if (!(atHorizon > 0.0))
        throw Error(Error::Kind::Input, fmt::format("Nobody was followed beyond {} months.", horizonMonths),
                    "Choose an earlier time, or training patients with longer follow-up.");
    auto weights = caseWeights(patients, horizonMonths, censoring);
    for (std::size_t i = 0; i < patients.size(); ++i)
        if (patients[i].timeMonths > horizonMonths)
            weights[i] = 1.0 / atHorizon;
    return weights;
}

}  // namespace metrisk::survival
