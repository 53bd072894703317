#include "core/survival/ContingencyTests.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/TablesWithMargins.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace metrisk::survival {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The first cell of a 2x2 table under Fisher's non-central hypergeometric distribution.
struct FirstCell {
    int low = 0, high = 0, observed = 0;
    std::vector<double> logWeight;   // of each value from low to high, odds ratio 1, greatest 0

    std::vector<double> probabilities(double logOdds) const
    {
        std::vector<double> p(logWeight.size());
        for (std::size_t k = 0; k < p.size(); ++k)
            p[k] = logWeight[k] + logOdds * double(k);
        const double greatest = std::ranges::max(p);
        for (auto& one : p)
            one = std::exp(one - greatest);
        const double sum = std::accumulate(p.begin(), p.end(), 0.0);
        for (auto& one : p)
            one /= sum;
        return p;
    }
    double mean(double logOdds) const
    {
        const auto p = probabilities(logOdds);
        double sum = low;
        for (std::size_t k = 0; k < p.size(); ++k)
            sum += p[k] * double(k);
        return sum;
    }
    double atMost(double logOdds) const
    {
        const auto p = probabilities(logOdds);
        return std::accumulate(p.begin(), p.begin() + (observed - low + 1), 0.0);
    }
    double atLeast(double logOdds) const
    {
        const auto p = probabilities(logOdds);
        return std::accumulate(p.begin() + (observed - low), p.end(), 0.0);
    }
};

FirstCell firstCell(const CountTable& t)
{
    const int row = t[0][0] + t[0][1], column = t[0][0] + t[1][0], other = t[0][1] + t[1][1], all = column + other;
    FirstCell cell{std::max(0, row - other), std::min(row, column), t[0][0], {}};
    for (int x = cell.low; x <= cell.high; ++x)
        cell.logWeight.push_back(-std::lgamma(x + 1.0) - std::lgamma(row - x + 1.0) - std::lgamma(column - x + 1.0) -
                                 std::lgamma(all - row - column + x + 1.0));
    const double greatest = std::ranges::max(cell.logWeight);
    for (auto& weight : cell.logWeight)
        weight -= greatest;
    return cell;
}

/// The odds ratio at which a rising function of its logarithm crosses zero.
template <class Function>
double rootOf(Function excess)
{
    double low = -1.0, high = 1.0;
    while (excess(low) > 0.0)
        low *= 2.0;
    while (excess(high) < 0.0)
        high *= 2.0;
    std::uintmax_t most = 300;
    const auto root = boost::math::tools::toms748_solve(excess, low, high, boost::math::tools::eps_tolerance<double>(50), most);
    return std::exp(0.5 * (root.first + root.second));
}

double twoSidedP(const FirstCell& cell)
{
    const auto p = cell.probabilities(0.0);
    const double limit = p[std::size_t(cell.observed - cell.low)] * (1.0 + 1e-7);
    double sum = 0.0;
    for (const double one : p)
        sum += one <= limit ? one : 0.0;
    return std::min(1.0, sum);
}

FisherTest fisherOfTwoByTwo(const CountTable& table, double confidence)
{
    const auto cell = firstCell(table);
    const double tail = 0.5 - confidence / 2.0;
    const bool atLow = cell.observed == cell.low, atHigh = cell.observed == cell.high;
    FisherTest test{twoSidedP(cell), 0.0, Interval{0.0, infinite}};
    if (atHigh)
        test.oddsRatio = atLow ? std::optional<double>() : infinite;
    else if (!atLow)
        test.oddsRatio = rootOf([&](double x) { return cell.mean(x) - cell.observed; });
    if (!atLow)
        test.interval->low = rootOf([&](double x) { return cell.atLeast(x) - tail; });
    if (!atHigh)
        test.interval->high = rootOf([&](double x) { return tail - cell.atMost(x); });
    return test;
}

}  // namespace

FisherTest fisherTest(const CountTable& table, double confidence)
{
    checkTable(table);
    normalQuantileForTwoSided(confidence);   // refuses an impossible confidence
    if (table.size() == 2 && table[0].size() == 2)
        return fisherOfTwoByTwo(table, confidence);
    return {noLikelierShare(table), std::nullopt, std::nullopt};
}

}  // namespace metrisk::survival
