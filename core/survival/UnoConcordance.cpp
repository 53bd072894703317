#include "core/survival/UnoConcordance.h"

#include "core/common/Error.h"
#include "core/survival/CensoringWeights.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/TieTolerance.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace metrisk::survival {

namespace {

/// How many of the patients entered so far lie below a place in the order of risks (Fenwick 1994).
class EnteredBelow {
public:
    explicit EnteredBelow(std::size_t places) : m_sums(places + 1, 0) {}
    void enter(std::size_t place)
    {
        for (++place; place < m_sums.size(); place += place & (~place + 1))
            ++m_sums[place];
    }
    std::size_t below(std::size_t place) const
    {
        std::size_t sum = 0;
        for (; place > 0; place &= place - 1)
            sum += m_sums[place];
        return sum;
    }

private:
    std::vector<std::size_t> m_sums;
};

struct WeightedPairs { double score = 0.0, all = 0.0; };

/// Everyone entered outlived this patient; those of lower risk are concordant, tied ones half.
void addPairs(WeightedPairs& pairs, const EnteredBelow& entered, const std::vector<double>& sorted, double risk, double weight)
{
    const auto place = [&](auto isBelow) { return std::size_t(std::ranges::partition_point(sorted, isBelow) - sorted.begin()); };
    const auto lower = entered.below(place([&](double other) { return risk - other > tieTolerance; }));
    const auto upTo = entered.below(place([&](double other) { return other - risk <= tieTolerance; }));
    const auto all = entered.below(sorted.size());
    pairs.score += weight * (double(lower) + 0.5 * double(upTo - lower));
    pairs.all += weight * double(all);
}

}  // namespace

double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                      const std::vector<FollowUp>& training, double tauMonths)
{
    checkRisks(patients, risks);
    // Failures at tau itself open no pair, as the reference has it.
    const auto weights = caseWeights(patients, std::nextafter(tauMonths, 0.0), censoringDistribution(training));
    auto sorted = risks;
    std::ranges::sort(sorted);
    std::vector<std::size_t> latestFirst(patients.size());
    std::iota(latestFirst.begin(), latestFirst.end(), std::size_t(0));
    // At one time, those seen well enter before those who failed are compared, and these enter last.
    std::ranges::sort(latestFirst, [&](std::size_t a, std::size_t b) {
        const auto &x = patients[a], &y = patients[b];
        return x.timeMonths != y.timeMonths ? x.timeMonths > y.timeMonths : x.event < y.event;
    });
    EnteredBelow entered(sorted.size());
    WeightedPairs pairs;
    for (std::size_t first = 0, end = 0; first < latestFirst.size(); first = end) {
        const auto& leader = patients[latestFirst[first]];
        for (end = first; end < latestFirst.size(); ++end) {
            const auto& other = patients[latestFirst[end]];
            if (other.timeMonths != leader.timeMonths || other.event != leader.event)
                break;
            if (leader.event)
                addPairs(pairs, entered, sorted, risks[latestFirst[end]], weights[latestFirst[end]] * weights[latestFirst[end]]);
        }
        for (std::size_t k = first; k < end; ++k)
            entered.enter(std::size_t(std::ranges::lower_bound(sorted, risks[latestFirst[k]]) - sorted.begin()));
    }
    if (!(pairs.all > 0.0))
        throw Error(Error::Kind::Input, "No two patients can be compared: nobody failed before another's follow-up ended.",
                    "Use a cohort with at least one event that others outlived, or a later limit.");
    return pairs.score / pairs.all;
}

double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks, double tauMonths)
{
    return unoConcordance(patients, risks, patients, tauMonths);
}

}  // namespace metrisk::survival
