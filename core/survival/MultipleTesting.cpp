#include "core/survival/MultipleTesting.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace metrisk::survival {

namespace {

void checkP(const std::vector<double>& p)
{
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!(p[i] >= 0.0 && p[i] <= 1.0))
            throw Error(Error::Kind::Input, fmt::format("Test {} has a p value of {}.", i + 1, p[i]),
                        "Give p values between 0 and 1.");
}

std::vector<std::size_t> ascending(const std::vector<double>& p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    return order;
}

/// Each p times the tests not yet rejected; never below the one before.
std::vector<double> holm(const std::vector<double>& p)
{
    std::vector<double> adjusted(p.size());
    double highest = 0.0;
    const auto order = ascending(p);
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        highest = std::max(highest, std::min(1.0, p[order[rank]] * double(p.size() - rank)));
        adjusted[order[rank]] = highest;
    }
    return adjusted;
}

/// Each p times tests over rank; never above the one after.
std::vector<double> benjaminiHochberg(const std::vector<double>& p)
{
    std::vector<double> adjusted(p.size());
    double lowest = 1.0;
    const auto order = ascending(p);
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        lowest = std::min(lowest, p[order[rank - 1]] * double(p.size()) / double(rank));
        adjusted[order[rank - 1]] = lowest;
    }
    return adjusted;
}

}  // namespace

std::vector<double> adjustedP(const std::vector<double>& p, Adjustment adjustment)
{
    checkP(p);
    if (adjustment == Adjustment::Holm)
        return holm(p);
    if (adjustment == Adjustment::BenjaminiHochberg)
        return benjaminiHochberg(p);
    std::vector<double> adjusted;
    for (const double value : p)
        adjusted.push_back(std::min(1.0, value * double(p.size())));
    return adjusted;
}

}  // namespace metrisk::survival
