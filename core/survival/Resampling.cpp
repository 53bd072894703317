#include "core/survival/Resampling.h"

#include "core/common/Error.h"
#include "core/common/Random.h"
#include "core/survival/Distributions.h"
#include "core/survival/Quantile.h"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace metrisk::survival {

namespace {

Draw inOrder(std::size_t rows)
{
    Draw draw(rows);
    std::iota(draw.begin(), draw.end(), std::size_t(0));
    return draw;
}

double observedOf(std::size_t rows, const Statistic& statistic, int rounds, int least)
{
    if (rows == 0 || rounds < least)
        throw Error(Error::Kind::Input, fmt::format("{} rows cannot be resampled {} times.", rows, rounds),
                    fmt::format("Give at least one row and {} resamples.", least));
    const auto value = statistic(inOrder(rows));
    if (!value || !std::isfinite(*value))
        throw Error(Error::Kind::Input, "The statistic to resample cannot be computed of these patients.",
                    "Use a cohort with more patients and events.");
    return *value;
}

double spreadOf(const std::vector<double>& values)
{
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double sum = 0.0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return std::sqrt(sum / double(values.size() - 1));
}

/// Efron's acceleration: a sixth of the skewness of the jackknife.
std::optional<double> acceleration(std::size_t rows, const Statistic& statistic, const Job& job)
{
    std::vector<double> left;
    for (std::size_t i = 0; i < rows; ++i) {
        job.advance(double(i) / double(rows));
        auto others = inOrder(rows);
        others.erase(others.begin() + std::ptrdiff_t(i));
        const auto value = others.empty() ? std::nullopt : statistic(others);
        if (!value)
            return std::nullopt;
        left.push_back(*value);
    }
    const double mean = std::accumulate(left.begin(), left.end(), 0.0) / double(rows);
    double square = 0.0, cube = 0.0;
    for (const double value : left)
        square += std::pow(mean - value, 2), cube += std::pow(mean - value, 3);
    return square > 0.0 ? std::optional(cube / (6.0 * std::pow(square, 1.5))) : std::nullopt;
}

/// Efron 1987, formulas 2.3 and 6.6; resamples equal to the estimate count half below it.
std::optional<Interval> bcaOf(const BootstrapResult& result, double acceleration, double confidence)
{
    const auto [low, high] = std::ranges::equal_range(result.values, result.estimate);
    const double below = (double(low - result.values.begin()) + 0.5 * double(high - low)) / double(result.values.size());
    if (!(below > 0.0 && below < 1.0))
        return std::nullopt;
    const boost::math::normal normal;
    const double bias = boost::math::quantile(normal, below), reach = normalQuantileForTwoSided(confidence);
    const auto end = [&](double z) {
        const double moved = bias + (bias + z) / (1.0 - acceleration * (bias + z));
        return quantileOfSorted(result.values, boost::math::cdf(normal, moved));
    };
    return Interval{end(-reach), end(reach)};
}

}  // namespace

BootstrapResult bootstrap(std::size_t rows, const Statistic& statistic, const BootstrapOptions& options, const Job& job)
{
    const double tail = 0.5 - options.confidence / 2.0;
    normalQuantileForTwoSided(options.confidence);   // refuses an impossible confidence
    BootstrapResult result;
    result.estimate = observedOf(rows, statistic, options.resamples, 2);
    const Job drawing = job.part(0.0, options.accelerated ? 0.7 : 1.0);
    Random random(options.seed);
    Draw draw(rows);
    for (int round = 0; round < options.resamples; ++round) {
        drawing.advance(double(round) / double(options.resamples));
        std::ranges::generate(draw, [&] { return random.below(rows); });
        if (const auto value = statistic(draw); value && std::isfinite(*value))
            result.values.push_back(*value);
    }
    result.notComputable = options.resamples - int(result.values.size());
    if (result.values.size() < 2)
        throw Error(Error::Kind::Input, "The statistic cannot be computed of resampled patients.",
                    "Use a cohort with more patients and events.");
    std::ranges::sort(result.values);
    result.standardError = spreadOf(result.values);
    result.percentile = {quantileOfSorted(result.values, tail), quantileOfSorted(result.values, 1.0 - tail)};
    if (options.accelerated)
        if (const auto a = acceleration(rows, statistic, job.part(0.7, 1.0)))
            result.bca = bcaOf(result, *a, options.confidence);
    job.advance(1.0);
    return result;
}

PermutationResult permutationTest(std::size_t rows, const Statistic& statistic, const PermutationOptions& options, const Job& job)
{
    PermutationResult result;
    result.observed = observedOf(rows, statistic, options.permutations, 1);
    const auto distance = [&](double value) {
        const double away = value - options.centre;
        return options.tail == Tail::TwoSided ? std::abs(away) : options.tail == Tail::Greater ? away : -away;
    };
    // Rounding must not part values that are equal in exact arithmetic.
    const double limit = distance(result.observed) - 1e-12 * (1.0 + std::abs(result.observed));
    Random random(options.seed);
    auto order = inOrder(rows);
    for (int round = 0; round < options.permutations; ++round) {
        job.advance(double(round) / double(options.permutations));
        for (std::size_t last = rows - 1; last > 0; --last)
            std::swap(order[last], order[random.below(last + 1)]);
        const auto value = statistic(order);
        result.asExtreme += !value || distance(*value) >= limit ? 1 : 0;   // not computable: no evidence
    }
    result.p = double(1 + result.asExtreme) / double(1 + options.permutations);
    job.advance(1.0);
    return result;
}

}  // namespace metrisk::survival
