#include "core/survival/PairCounting.h"

#include "core/survival/TieTolerance.h"

#include <algorithm>

namespace metrisk::survival {

namespace {

/// Sorted by value, not through indices: the cache decides the time on large cohorts.
struct Timed { double timeMonths = 0.0; std::uint32_t censored = 0, origin = 0; };
struct Rated { double risk = 0.0; std::uint32_t origin = 0; };

std::vector<Timed> byTime(const std::vector<FollowUp>& patients)
{
    std::vector<Timed> sorted(patients.size());
    for (std::uint32_t i = 0; i < sorted.size(); ++i)
        sorted[i] = {patients[i].timeMonths, patients[i].event ? 0U : 1U, i};
    std::ranges::sort(sorted, [](const Timed& a, const Timed& b) {
        return a.timeMonths != b.timeMonths ? a.timeMonths < b.timeMonths : a.censored < b.censored;
    });
    return sorted;
}

std::vector<Rated> byRisk(const std::vector<double>& risks)
{
    std::vector<Rated> sorted(risks.size());
    for (std::uint32_t i = 0; i < sorted.size(); ++i)
        sorted[i] = {risks[i], i};
    std::ranges::sort(sorted, {}, &Rated::risk);
    return sorted;
}

/// Of each distinct risk: which of them are tied with it. Nearness is not transitive, so each has a
/// range of its own.
std::vector<PairOrder::Rank> rangesOf(const std::vector<double>& distinct, double tolerance)
{
    std::vector<PairOrder::Rank> ranges(distinct.size());
    std::uint32_t from = 0, until = 0;
    for (std::uint32_t i = 0; i < distinct.size(); ++i) {
        while (distinct[i] - distinct[from] > tolerance)
            ++from;
        while (until < distinct.size() && distinct[until] - distinct[i] <= tolerance)
            ++until;
        ranges[i] = {i, from, until};
    }
    return ranges;
}

}  // namespace

PairOrder pairOrder(const std::vector<FollowUp>& patients, const std::vector<double>& risks, RiskTies ties)
{
    std::vector<double> distinct;
    std::vector<std::uint32_t> own(patients.size());
    for (const auto& rated : byRisk(risks)) {
        if (distinct.empty() || distinct.back() != rated.risk)
            distinct.push_back(rated.risk);
        own[rated.origin] = std::uint32_t(distinct.size() - 1);
    }
    const auto ranges = rangesOf(distinct, ties == RiskTies::Near ? tieTolerance : 0.0);
    PairOrder order;
    order.distinctRisks = distinct.size();
    order.patients.reserve(patients.size());
    order.ranks.reserve(patients.size());
    order.origin.reserve(patients.size());
    for (const auto& timed : byTime(patients)) {
        order.patients.push_back({timed.timeMonths, timed.censored == 0});
        order.ranks.push_back(ranges[own[timed.origin]]);
        order.origin.push_back(timed.origin);
    }
    return order;
}

}  // namespace metrisk::survival
