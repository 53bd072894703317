#include "core/survival/Correlation.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/Ranks.h"
#include "core/survival/ValueCheck.h"

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::survival {

namespace {

constexpr std::size_t allOrdersUpTo = 9, seriesUpTo = 1290;   // patients, as R

void check(const std::vector<double>& x, const std::vector<double>& y)
{
    checkOnePerPatient(x.size(), y.size(), "second variable");
    if (x.size() < 3)
        throw Error(Error::Kind::Input, fmt::format("{} patients are too few for a correlation.", x.size()),
                    "Use at least three.");
    const std::vector<double>* variables[] = {&x, &y};
    for (int which = 0; which < 2; ++which) {
        checkFinite(*variables[which], which == 0 ? "first variable" : "second variable");
        const auto [low, high] = std::ranges::minmax(*variables[which]);
        if (low == high)
            throw Error(Error::Kind::Input,
                        fmt::format("The {} variable is the same for every patient.", which == 0 ? "first" : "second"),
                        "Choose a variable that differs between patients.");
    }
}

double correlationOf(const std::vector<double>& x, const std::vector<double>& y)
{
    const double n = double(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n, meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0.0, yy = 0.0, xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
}

double studentP(double r, std::size_t patients)
{
    const double degrees = double(patients) - 2.0;
    if (1.0 - r * r <= 0.0)
        return 0.0;
    const double t = std::abs(r) * std::sqrt(degrees / (1.0 - r * r));
    return 2.0 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), t));
}

/// The share of all orders whose sum of squared rank differences is at least `distance`.
double shareOfOrders(double distance, std::size_t n)
{
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    double all = 0.0, asFar = 0.0;
    do {
        int sum = 0;
        for (int i = 0; i < int(n); ++i)
            sum += (order[std::size_t(i)] - i) * (order[std::size_t(i)] - i);
        all += 1.0;
        asFar += double(sum) >= distance ? 1.0 : 0.0;
    } while (std::ranges::next_permutation(order).found);
    return asFar / all;
}

/// Best and Roberts 1975, algorithm AS 89: a normal tail and its Edgeworth correction.
double seriesTail(double distance, double n)
{
    const double b = 1.0 / n;
    const double x = (6.0 * (distance - 1.0) * b / (n * n - 1.0) - 1.0) * std::sqrt(n - 1.0), y = x * x;
    const double series = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) +
                                   y * (-0.0758 + b * (0.1033 + 0.3932 * b) -
                                        y * b * (0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b +
                                                                            y * b * (0.0131 - 4.6e-4 * y)))));
    return std::clamp(series / std::exp(0.5 * y) + 0.5 * std::erfc(x / std::sqrt(2.0)), 0.0, 1.0);
}

/// The probability of a sum of squared rank differences of at least `distance`, an even number.
double upperTail(double distance, std::size_t n)
{
    if (distance <= 0.0)
        return 1.0;
    return n <= allOrdersUpTo ? shareOfOrders(distance, n) : seriesTail(distance, double(n));
}

/// Twice the nearer tail.
double exactP(double rho, std::size_t n)
{
    const double cubes = double(n) * (double(n) * double(n) - 1.0);
    const double distance = 2.0 * std::round(0.5 * (1.0 - rho) * cubes / 6.0);
    const double tail = distance > cubes / 6.0 ? upperTail(distance, n) : 1.0 - upperTail(distance + 2.0, n);
    return std::min(1.0, 2.0 * tail);
}

}  // namespace

Correlation pearson(const std::vector<double>& x, const std::vector<double>& y, double confidence)
{
    check(x, y);
    const double reach = normalQuantileForTwoSided(confidence);
    Correlation result;
    result.r = correlationOf(x, y);
    result.p = studentP(result.r, x.size());
    if (x.size() > 3) {
        const double z = std::atanh(result.r), away = reach / std::sqrt(double(x.size()) - 3.0);
        result.interval = Interval{std::tanh(z - away), std::tanh(z + away)};
    }
    return result;
}

RankCorrelation spearman(const std::vector<double>& x, const std::vector<double>& y)
{
    check(x, y);
    const auto ranksX = midRanks(x), ranksY = midRanks(y);
    RankCorrelation result;
    result.rho = correlationOf(ranksX.rank, ranksY.rank);
    result.pStudent = studentP(result.rho, x.size());
    if (!ranksX.tied() && !ranksY.tied() && x.size() <= seriesUpTo)
        result.pExact = exactP(result.rho, x.size());
    return result;
}

}  // namespace metrisk::survival
