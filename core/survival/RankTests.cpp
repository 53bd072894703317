#include "core/survival/RankTests.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/Ranks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

constexpr std::size_t exactBelow = 50;   // in each group, as R

void checkGroup(const std::vector<double>& group, std::size_t number)
{
    if (group.empty())
        throw Error(Error::Kind::Input, fmt::format("Group {} has no values.", number), "Leave the empty group out.");
}

/// How many of the choices of m from m + n ranks give each W: the coefficients of the Gaussian binomial
/// (Mann and Whitney 1947), built up rank by rank.
std::vector<double> rankSumCounts(std::size_t m, std::size_t n)
{
    std::vector<std::vector<double>> ways(m + 1, std::vector<double>(m * n + 1, 0.0));
    ways[0][0] = 1.0;
    // The value at rank r (from 0), taken as the j-th smallest of the first group, outranks r - j + 1 others.
    for (std::size_t rank = 0; rank < m + n; ++rank)
        for (std::size_t taken = std::min(m, rank + 1); taken > 0; --taken) {
            const std::size_t outranks = rank + 1 - taken;
            for (std::size_t w = m * n; outranks <= n && w + 1 > outranks; --w)
                ways[taken][w] += ways[taken - 1][w - outranks];
        }
    return ways[m];
}

double exactP(double w, std::size_t m, std::size_t n)
{
    const auto counts = rankSumCounts(m, n);
    const bool upper = w > 0.5 * double(m * n);
    double all = 0.0, tail = 0.0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        all += counts[k];
        tail += (upper ? double(k) >= w : double(k) <= w) ? counts[k] : 0.0;
    }
    return std::min(1.0, 2.0 * tail / all);
}

/// `shift` moves W towards its mean: 0.5 for the continuity correction.
double normalP(double distance, double shift, double variance)
{
    const double moved = std::max(0.0, std::abs(distance) - shift);
    return variance > 0.0 ? twoSidedNormalP(moved / std::sqrt(variance)) : 1.0;
}

}  // namespace

RankSum wilcoxonRankSum(const std::vector<double>& first, const std::vector<double>& second)
{
    checkGroup(first, 1);
    checkGroup(second, 2);
    auto all = first;
    all.insert(all.end(), second.begin(), second.end());
    const auto ranks = midRanks(all);
    const double m = double(first.size()), n = double(second.size()), both = m + n;
    RankSum result;
    for (std::size_t i = 0; i < first.size(); ++i)
        result.w += ranks.rank[i];
    result.w -= 0.5 * m * (m + 1.0);
    result.shift = result.w / (m * n);
    const double variance = m * n / 12.0 * (both + 1.0 - ranks.tieSum / (both * (both - 1.0)));
    result.pNormal = normalP(result.w - 0.5 * m * n, 0.0, variance);
    result.pNormalContinuity = normalP(result.w - 0.5 * m * n, 0.5, variance);
    if (!ranks.tied() && first.size() < exactBelow && second.size() < exactBelow)
        result.pExact = exactP(result.w, first.size(), second.size());
    return result;
}

KruskalWallis kruskalWallis(const std::vector<std::vector<double>>& groups)
{
    if (groups.size() < 2)
        throw Error(Error::Kind::Input, "A Kruskal-Wallis test compares at least two groups.", "Give two or more groups.");
    std::vector<double> all;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        checkGroup(groups[g], g + 1);
        all.insert(all.end(), groups[g].begin(), groups[g].end());
    }
    const auto ranks = midRanks(all);
    const double n = double(all.size()), tieShare = 1.0 - ranks.tieSum / (n * n * n - n);
    KruskalWallis result{0.0, int(groups.size()) - 1, 1.0};
    if (!(tieShare > 0.0))
        return result;
    double squares = 0.0;
    auto rank = ranks.rank.begin();
    for (const auto& group : groups) {
        double sum = 0.0;
        for (std::size_t i = 0; i < group.size(); ++i)
            sum += *rank++;
        squares += sum * sum / double(group.size());
    }
    result.h = (12.0 * squares / (n * (n + 1.0)) - 3.0 * (n + 1.0)) / tieShare;
    result.p = chiSquareP(result.h, result.degreesOfFreedom);
    return result;
}

}  // namespace metrisk::survival
