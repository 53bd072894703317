#include "core/survival/PairCounting.h"

#include "core/survival/PrefixSums.h"

#include <algorithm>
#include <numeric>

namespace metrisk::survival {

namespace {

struct Split { double lower = 0.0, tied = 0.0, higher = 0.0; };

Split splitAround(const PrefixSums& sums, const PairOrder::Rank& rank)
{
    const double lower = sums.below(rank.tiedFrom), upTo = sums.below(rank.tiedUntil);
    return {lower, upTo - lower, sums.total() - upTo};
}

/// Patients of one time: those who failed in [first, censored), the others in [censored, end).
struct Block { std::size_t first = 0, censored = 0, end = 0; };

std::vector<Block> blocksOf(const std::vector<FollowUp>& patients)
{
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < patients.size(); ++i) {
        if (blocks.empty() || patients[blocks.back().first].timeMonths != patients[i].timeMonths)
            blocks.push_back({i, i, i});
        blocks.back().end = i + 1;
        if (patients[i].event)
            blocks.back().censored = i + 1;
    }
    return blocks;
}

std::vector<double> sortedWeights(const PairOrder& order, const std::vector<double>& weights)
{
    std::vector<double> sorted;
    sorted.reserve(weights.size());
    for (const auto i : order.origin)
        sorted.push_back(weights[i]);
    return sorted;
}

/// From the last time to the first: everyone who failed meets all who outlived them.
template <typename Action>
void meetSurvivors(const PairOrder& order, const std::vector<Block>& blocks, const std::vector<double>& weights, Action found)
{
    PrefixSums later(order.distinctRisks);
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        for (auto i = block->censored; i < block->end; ++i)
            later.add(order.ranks[i].own, weights[i]);
        for (auto i = block->first; i < block->censored; ++i) {
            const auto split = splitAround(later, order.ranks[i]);
            found(i, PairCounts{split.lower, split.higher, split.tied});
        }
        for (auto i = block->first; i < block->censored; ++i)
            later.add(order.ranks[i].own, weights[i]);
    }
}

/// From the first time to the last: everyone meets all who failed before them.
template <typename Action>
void meetFailed(const PairOrder& order, const std::vector<Block>& blocks, const std::vector<double>& weights, Action found)
{
    PrefixSums failed(order.distinctRisks);
    const auto meet = [&](std::size_t from, std::size_t to) {
        for (auto j = from; j < to; ++j) {
            const auto split = splitAround(failed, order.ranks[j]);
            found(j, PairCounts{split.higher, split.lower, split.tied});
        }
    };
    for (const auto& block : blocks) {
        meet(block.first, block.censored);
        for (auto i = block.first; i < block.censored; ++i)
            failed.add(order.ranks[i].own, weights[i]);
        meet(block.censored, block.end);
    }
}

/// Pairs of those who failed at one time, which nobody can compare.
void addTiedTimes(PairTotals& totals, const PairOrder& order, const Block& block, const std::vector<double>& weights)
{
    std::vector<std::size_t> byRisk(block.censored - block.first);
    std::iota(byRisk.begin(), byRisk.end(), block.first);
    std::ranges::sort(byRisk, {}, [&](std::size_t i) { return order.ranks[i].own; });
    double all = 0.0, apart = 0.0;
    std::size_t untied = 0;
    for (const auto i : byRisk) {
        for (; order.ranks[byRisk[untied]].own < order.ranks[i].tiedFrom; ++untied)
            apart += weights[byRisk[untied]];
        totals.tiedTime += weights[i] * apart;
        totals.tiedTimeAndRisk += weights[i] * (all - apart);
        all += weights[i];
    }
}

double sumOf(const std::vector<double>& weights, std::size_t first, std::size_t end)
{
    return std::accumulate(weights.begin() + std::ptrdiff_t(first), weights.begin() + std::ptrdiff_t(end), 0.0);
}

PairTotals pairsOfOneTime(const PairOrder& order, const std::vector<Block>& blocks, const std::vector<double>& weights)
{
    PairTotals totals;
    for (const auto& block : blocks) {
        if (block.censored - block.first > 1)
            addTiedTimes(totals, order, block, weights);
        if (block.first < block.censored && block.censored < block.end)
            totals.sameTime += sumOf(weights, block.first, block.censored) * sumOf(weights, block.censored, block.end);
    }
    return totals;
}

PairCounts operator*(double weight, const PairCounts& pairs)
{
    return {weight * pairs.concordant, weight * pairs.discordant, weight * pairs.tiedRisk};
}

}  // namespace

PairCounts& PairCounts::operator+=(const PairCounts& other)
{
    concordant += other.concordant;
    discordant += other.discordant;
    tiedRisk += other.tiedRisk;
    return *this;
}

PairTotals countPairs(const PairOrder& order, const std::vector<double>& weights)
{
    const auto sorted = sortedWeights(order, weights);
    const auto blocks = blocksOf(order.patients);
    auto totals = pairsOfOneTime(order, blocks, sorted);
    meetSurvivors(order, blocks, sorted, [&](std::size_t i, const PairCounts& pairs) { totals += sorted[i] * pairs; });
    return totals;
}

PairCounts countPairsOfCases(const PairOrder& order, const std::vector<double>& caseWeights)
{
    const auto sorted = sortedWeights(order, caseWeights);
    const std::vector<double> once(sorted.size(), 1.0);
    PairCounts counts;
    meetSurvivors(order, blocksOf(order.patients), once,
                  [&](std::size_t i, const PairCounts& pairs) { counts += sorted[i] * pairs; });
    return counts;
}

AllPairs countAllPairs(const PairOrder& order, const std::vector<double>& weights)
{
    const auto sorted = sortedWeights(order, weights);
    const auto blocks = blocksOf(order.patients);
    AllPairs all{pairsOfOneTime(order, blocks, sorted), std::vector<PairCounts>(order.patients.size())};
    std::vector<PairCounts> ofEach(order.patients.size());  // in the order of time, which is the order of the walks
    meetSurvivors(order, blocks, sorted, [&](std::size_t i, const PairCounts& pairs) {
        all.totals += sorted[i] * pairs;
        ofEach[i] = pairs;
    });
    meetFailed(order, blocks, sorted, [&](std::size_t j, const PairCounts& pairs) { ofEach[j] += pairs; });
    for (std::size_t i = 0; i < ofEach.size(); ++i)
        all.ofEach[order.origin[i]] = ofEach[i];
    return all;
}

}  // namespace metrisk::survival
