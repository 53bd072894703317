#include "core/imaging/IntensityScaling.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::imaging {

namespace {

/// The value at a rank between two order statistics. Reorders `values`; ranks asked for must not
/// fall from one call to the next, so that each search stays above the last one.
double valueAtRank(std::vector<float>& values, std::size_t& sortedBelow, double rank)
{
    const std::size_t low = std::size_t(rank);
    const auto from = values.begin() + std::ptrdiff_t(std::min(sortedBelow, low));
    const auto lowValue = values.begin() + std::ptrdiff_t(low);
    std::nth_element(from, lowValue, values.end());
    sortedBelow = low;
    const double part = rank - double(low);
    if (part == 0.0 || low + 1 == values.size())
        return *lowValue;
    const double next = *std::min_element(lowValue + 1, values.end());
    return *lowValue + (next - *lowValue) * part;
}

double rankOf(double percent, std::size_t count)
{
    if (!(percent >= 0.0 && percent <= 100.0))
        throw Error(Error::Kind::Input, fmt::format("A percentile of {} does not exist.", percent),
                    "Choose percentiles from 0 to 100.");
    if (count == 0)
        throw Error(Error::Kind::Input, "A volume without voxels has no percentiles.",
                    "Choose another file.");
    return percent / 100.0 * double(count - 1);
}

}  // namespace

double percentileOf(const std::vector<float>& values, double percent)
{
    const double rank = rankOf(percent, values.size());
    std::vector<float> copy = values;
    std::size_t sortedBelow = 0;
    return valueAtRank(copy, sortedBelow, rank);
}

Volume scaledByPercentiles(const Volume& volume, double lowPercent, double highPercent)
{
    if (lowPercent > highPercent)
        throw Error(
            Error::Kind::Input,
            fmt::format("The lower percentile {} is above the upper one {}.", lowPercent, highPercent),
            "Exchange the two percentiles.");
    std::vector<float> values = volume.voxels();
    std::size_t sortedBelow = 0;
    const double low = valueAtRank(values, sortedBelow, rankOf(lowPercent, values.size()));
    const double high = valueAtRank(values, sortedBelow, rankOf(highPercent, values.size()));
    const double range = high - low;
    std::transform(volume.voxels().begin(), volume.voxels().end(), values.begin(), [&](float value) {
        return range == 0.0 ? float(value - low) : float(std::clamp((value - low) / range, 0.0, 1.0));
    });
    return {volume.geometry(), std::move(values)};
}

}  // namespace metrisk::imaging
