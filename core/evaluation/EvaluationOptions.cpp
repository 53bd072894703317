#include "core/evaluation/EvaluationOptions.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::evaluation {

namespace {

void require(bool kept, const std::string& what, const char* toDo)
{
    if (!kept)
        throw Error(Error::Kind::Input, what, toDo);
}

void checkTimes(const std::vector<double>& months, const char* what)
{
    const bool positive = std::ranges::all_of(months, [](double m) { return std::isfinite(m) && m > 0.0; });
    require(positive && std::ranges::is_sorted(months, std::ranges::less_equal{}),
            std::string("The ") + what + " are not times above zero that ascend.", "Give each time in months once, earliest first.");
}

}  // namespace

void EvaluationOptions::check() const
{
    require(std::isfinite(horizonMonths) && horizonMonths > 0.0,
            fmt::format("A horizon of {} months cannot be evaluated.", horizonMonths), "Give a time above zero in months.");
    checkTimes(landmarksMonths, "landmark times");
    checkTimes(aucMonths, "times of the AUC");
    require(cutShares.size() == 2 && 0.0 < cutShares[0] && cutShares[0] < cutShares[1] && cutShares[1] < 1.0,
            "The risk groups need two percentiles that rise between 0 and 100.", "Give two of them, such as 33 and 66.");
    require(0.0 < lowestThreshold && lowestThreshold < highestThreshold && highestThreshold < 1.0,
            fmt::format("Thresholds from {} to {} are no range of probabilities.", lowestThreshold, highestThreshold),
            "Give two probabilities that rise between 0 and 1.");
    require(confidence > 0.0 && confidence < 1.0, fmt::format("A confidence of {} is impossible.", confidence),
            "Give a share between 0 and 1, such as 0.95.");
    require(resamples >= 100 && resamples <= 100000, fmt::format("{} resamples make no interval.", resamples),
            "Give 100 to 100000.");
}

}  // namespace metrisk::evaluation
