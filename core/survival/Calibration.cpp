#include "core/survival/Calibration.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/Horizon.h"
#include "core/survival/Quantile.h"
#include "core/survival/ValueCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

std::vector<double> quantileBreaks(const std::vector<double>& predictions, int groups)
{
    if (groups < 1 || std::size_t(groups) > predictions.size())
        throw Error(Error::Kind::Input, fmt::format("{} patients cannot be cut into {} groups.", predictions.size(), groups),
                    "Choose at least one group and no more groups than patients.");
    auto sorted = predictions;
    std::ranges::sort(sorted);
    std::vector<double> breaks;
    for (int k = 0; k <= groups; ++k)
        breaks.push_back(quantileOfSorted(sorted, double(k) / double(groups)));
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    if (breaks.size() == 1)   // every prediction is the same: one group
        breaks.push_back(breaks.front());
    return breaks;
}

/// Wilson 1927: does not leave [0, 1] and has a width at 0 and 1.
void observe(CalibrationGroup& group, const std::vector<bool>& outcomes, double, double confidence)
{
    const double n = double(outcomes.size()), events = double(std::ranges::count(outcomes, true));
    const double z = normalQuantileForTwoSided(confidence), share = events / n;
    const double centre = (events + 0.5 * z * z) / (n + z * z);
    const double reach = z * std::sqrt(n * share * (1.0 - share) + 0.25 * z * z) / (n + z * z);
    group.events = int(events);
    group.observed = share;
    group.interval = {events > 0.0 ? centre - reach : 0.0, events < n ? centre + reach : 1.0};
}

void observe(CalibrationGroup& group, const std::vector<FollowUp>& patients, double horizonMonths, double confidence)
{
    const auto estimate = kaplanMeier(patients, confidence).at(horizonMonths);
    group.events = eventsBy(patients, horizonMonths);
    group.observed = 1.0 - estimate.survival;
    group.interval = {1.0 - estimate.upper, 1.0 - estimate.lower};
    group.beyondFollowUp = estimate.beyondFollowUp && estimate.survival > 0.0;
}

/// The patients whose predictions fall between two breaks.
template <class Outcomes>
CalibrationGroup groupOf(const Outcomes& outcomes, const std::vector<double>& predictions, Interval range, bool lowestIncluded,
                         double horizonMonths, double confidence)
{
    CalibrationGroup group;
    group.range = range;
    Outcomes members;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        if ((predictions[i] > range.low || (lowestIncluded && predictions[i] == range.low)) && predictions[i] <= range.high) {
            members.push_back(outcomes[i]);
            group.meanPredicted += predictions[i];
        }
    group.patients = int(members.size());
    if (members.empty())
        return group;
    group.meanPredicted /= double(members.size());
    observe(group, members, horizonMonths, confidence);
    return group;
}

template <class Outcomes>
std::vector<CalibrationGroup> groupsOf(const Outcomes& outcomes, const std::vector<double>& predictions, double horizonMonths,
                                       int groups, double confidence)
{
    checkOnePerPatient(outcomes.size(), predictions.size(), "predicted probability");
    checkProbabilities(predictions, "predicted probability");
    const auto breaks = quantileBreaks(predictions, groups);
    std::vector<CalibrationGroup> result;
    for (std::size_t k = 1; k < breaks.size(); ++k)
        result.push_back(groupOf(outcomes, predictions, {breaks[k - 1], breaks[k]}, k == 1, horizonMonths, confidence));
    std::erase_if(result, [](const auto& group) { return group.patients == 0; });
    return result;
}

CalibrationInTheLarge inTheLarge(const CalibrationGroup& everybody)
{
    return {everybody.observed, everybody.meanPredicted, everybody.meanPredicted / everybody.observed, everybody.interval};
}

}  // namespace

std::vector<CalibrationGroup> calibrationGroups(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                                double horizonMonths, int groups, double confidence)
{
    checkHorizon(patients, horizonMonths);
    return groupsOf(patients, eventProbabilities, horizonMonths, groups, confidence);
}

std::vector<CalibrationGroup> calibrationGroups(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                                int groups, double confidence)
{
    return groupsOf(outcomes, eventProbabilities, 0.0, groups, confidence);
}

CalibrationInTheLarge calibrationInTheLarge(const std::vector<FollowUp>& patients, const std::vector<double>& eventProbabilities,
                                            double horizonMonths, double confidence)
{
    return inTheLarge(calibrationGroups(patients, eventProbabilities, horizonMonths, 1, confidence).front());
}

CalibrationInTheLarge calibrationInTheLarge(const std::vector<bool>& outcomes, const std::vector<double>& eventProbabilities,
                                            double confidence)
{
    return inTheLarge(calibrationGroups(outcomes, eventProbabilities, 1, confidence).front());
}

}  // namespace metrisk::survival
