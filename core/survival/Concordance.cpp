#include "core/survival/Concordance.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/Quantile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace metrisk::survival {

namespace {

void requirePairs(double pairs)
{
    if (!(pairs > 0.0))
        throw Error(Error::Kind::Input,
                    "No two patients can be compared: nobody failed before another's follow-up ended.",
                    "Use a cohort with at least one event that others outlived.");
}

void addTotals(PairTotals& sum, const PairTotals& more)
{
    sum += more;
    sum.sameTime += more.sameTime;
    sum.tiedTime += more.tiedTime;
    sum.tiedTimeAndRisk += more.tiedTimeAndRisk;
}

std::map<int, std::vector<std::size_t>> membersOf(const std::vector<int>& strata)
{
    std::map<int, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < strata.size(); ++i)
        members[strata[i]].push_back(i);
    return members;
}

template <typename T>
std::vector<T> chosen(const std::vector<T>& all, const std::vector<std::size_t>& members)
{
    std::vector<T> some;
    some.reserve(members.size());
    for (const auto i : members)
        some.push_back(all[i]);
    return some;
}

/// Patients of different strata are not compared.
AllPairs pairsWithinStrata(const std::vector<FollowUp>& patients, const std::vector<double>& risks, RiskTies ties,
                           const std::vector<double>& weights, const std::vector<int>& strata)
{
    if (strata.empty())
        return countAllPairs(pairOrder(patients, risks, ties), weights);
    AllPairs all{{}, std::vector<PairCounts>(patients.size())};
    for (const auto& [stratum, members] : membersOf(strata)) {
        const auto order = pairOrder(chosen(patients, members), chosen(risks, members), ties);
        const auto some = countAllPairs(order, chosen(weights, members));
        addTotals(all.totals, some.totals);
        for (std::size_t k = 0; k < members.size(); ++k)
            all.ofEach[members[k]] = some.ofEach[k];
    }
    return all;
}

double jackknifeError(const AllPairs& all, double value, const std::vector<double>& weights)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto& pairs = all.ofEach[i];
        const double influence = weights[i] * (pairs.score() - value * pairs.total());
        sum += influence * influence;
    }
    return std::sqrt(sum) / all.totals.total();
}

}  // namespace

double concordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks)
{
    checkRisks(patients, risks);
    const auto pairs = countPairs(pairOrder(patients, risks, RiskTies::Near), std::vector<double>(patients.size(), 1.0));
    requirePairs(pairs.total());
    return pairs.score() / pairs.total();
}

Concordance concordanceEstimate(const std::vector<FollowUp>& patients, const std::vector<double>& risks, double confidence,
                                RiskTies ties, const std::vector<double>& weights, const std::vector<int>& strata)
{
    checkRisks(patients, risks);
    const auto weight = checkedWeights(weights, patients.size());
    checkCount(strata.size(), patients.size(), "stratum");
    const double z = normalQuantileForTwoSided(confidence);
    const auto all = pairsWithinStrata(patients, risks, ties, weight, strata);
    requirePairs(all.totals.total());
    Concordance result;
    result.pairs = all.totals;
    result.value = all.totals.score() / all.totals.total();
    result.standardError = jackknifeError(all, result.value, weight);
    result.interval = {std::max(0.0, result.value - z * result.standardError),
                       std::min(1.0, result.value + z * result.standardError)};
    return result;
}

Interval concordanceInterval(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                             int resamples, std::uint64_t seed)
{
    checkRisks(patients, risks);
    const auto order = pairOrder(patients, risks, RiskTies::Near);
    // The engine's sequence is fixed by the C++ standard; its distributions are not, so the index
    // is taken by hand. The modulo's bias is below 1e-15 for any cohort.
    std::mt19937_64 random(seed);
    std::vector<double> values, times(patients.size());
    for (int round = 0; round < resamples; ++round) {
        std::ranges::fill(times, 0.0);
        for (std::size_t drawn = 0; drawn < patients.size(); ++drawn)
            times[random() % patients.size()] += 1.0;
        if (const auto pairs = countPairs(order, times); pairs.total() > 0.0)
            values.push_back(pairs.score() / pairs.total());
    }
    if (values.empty())
        throw Error(Error::Kind::Input, "The cohort holds too few events for an interval.",
                    "Use a cohort with more events.");
    return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace metrisk::survival
