#include "core/survival/ConfidenceBand.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

Interval logLogInterval(double probability, double distance)
{
    const double log = std::log(probability), factor = std::exp(distance / std::abs(log));
    return {std::exp(log * factor), std::exp(log / factor)};
}

}  // namespace

Interval probabilityInterval(double probability, double errorOfLog, double z, Transformation transformation)
{
    if (!(probability > 0.0 && probability < 1.0))
        return {probability, probability};
    const double distance = z * errorOfLog;
    if (transformation == Transformation::LogLog)
        return logLogInterval(probability, distance);
    if (transformation == Transformation::Log)
        return {probability * std::exp(-distance), std::min(1.0, probability * std::exp(distance))};
    return {std::max(0.0, probability * (1.0 - distance)), std::min(1.0, probability * (1.0 + distance))};
}

}  // namespace metrisk::survival
