#include "core/survival/FollowUpCheck.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <cmath>

namespace metrisk::survival {

void checkFollowUp(const std::vector<FollowUp>& patients)
{
    if (patients.empty())
        throw Error(Error::Kind::Input, "There is no follow-up to estimate from.",
                    "Give at least one patient with a follow-up time.");
    for (std::size_t i = 0; i < patients.size(); ++i)
        if (!std::isfinite(patients[i].timeMonths) || patients[i].timeMonths < 0.0)
            throw Error(Error::Kind::Input,
                        fmt::format("Patient {} has a follow-up time of {} months.", i + 1, patients[i].timeMonths),
                        "Correct the cohort: follow-up times are zero or more.");
}

void checkGroups(const std::vector<std::vector<FollowUp>>& groups)
{
    if (groups.size() < 2)
        throw Error(Error::Kind::Input, "A comparison needs at least two groups.", "Give two or more groups.");
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (groups[g].empty())
            throw Error(Error::Kind::Input, fmt::format("Group {} has no patient.", g + 1), "Leave empty groups out.");
        checkFollowUp(groups[g]);
    }
}

void checkRisks(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    checkFollowUp(patients);
    if (patients.size() != risks.size())
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} patients but {} risks.", patients.size(), risks.size()),
                    "Give one risk for each patient.");
    for (std::size_t i = 0; i < risks.size(); ++i)
        if (!std::isfinite(risks[i]))
            throw Error(Error::Kind::Input, fmt::format("The risk of patient {} is not a number.", i + 1),
                        "Score the cohort again.");
}

void checkCount(std::size_t given, std::size_t patients, const char* what)
{
    if (given != 0 && given != patients)
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} patients, but a {} is given for {}.", patients, what, given),
                    fmt::format("Give one {} for each patient, or none at all.", what));
}

std::vector<double> checkedWeights(const std::vector<double>& weights, std::size_t patients)
{
    checkCount(weights.size(), patients, "weight");
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (!std::isfinite(weights[i]) || weights[i] < 0.0)
            throw Error(Error::Kind::Input, fmt::format("Patient {} has a weight of {}.", i + 1, weights[i]),
                        "Give weights of zero or more.");
    return weights.empty() ? std::vector<double>(patients, 1.0) : weights;
}

std::vector<TimePoint> timePoints(const std::vector<FollowUp>& sortedByTime)
{
    std::vector<TimePoint> points;
    for (std::size_t i = 0; i < sortedByTime.size(); ++i) {
        if (points.empty() || points.back().timeMonths != sortedByTime[i].timeMonths)
            points.push_back({sortedByTime[i].timeMonths, i, 0, 0});
        ++points.back().count;
        points.back().events += sortedByTime[i].event ? 1 : 0;
    }
    return points;
}

}  // namespace metrisk::survival
