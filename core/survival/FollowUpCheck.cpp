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
    for (const auto& patient : patients)
        if (!std::isfinite(patient.timeMonths) || patient.timeMonths < 0.0)
            throw Error(Error::Kind::Input,
                        fmt::format("A follow-up time is {} months.", patient.timeMonths),
                        "Correct the cohort: follow-up times are zero or more.");
}

void checkRisks(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    checkFollowUp(patients);
    if (patients.size() != risks.size())
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} patients but {} risks.", patients.size(), risks.size()),
                    "Give one risk for each patient.");
    for (const double risk : risks)
        if (!std::isfinite(risk))
            throw Error(Error::Kind::Input, "A patient's risk is not a number.",
                        "Score the cohort again.");
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
