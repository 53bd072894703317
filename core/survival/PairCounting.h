#pragma once

#include "core/survival/KaplanMeier.h"

#include <cstddef>
#include <cstdint>

namespace metrisk::survival {

/// Which risks count as the same. `Near`: those that differ by at most 1e-8, as scikit-survival 0.21 and
/// the published model's evaluation; `Exact`: equal numbers only, as R's survival.
enum class RiskTies { Near, Exact };

/// Comparable pairs by the order of their risks; weighted pairs count by the product of their weights.
struct PairCounts {
    double concordant = 0.0;  // the one who failed first had the higher risk
    double discordant = 0.0;
    double tiedRisk = 0.0;

    double total() const { return concordant + discordant + tiedRisk; }
    double score() const { return concordant + 0.5 * tiedRisk; }
    PairCounts& operator+=(const PairCounts& other);
};

struct PairTotals : PairCounts {
    double sameTime = 0.0;         // comparable, and the other was last seen well at that very time
    double tiedTime = 0.0;         // not comparable: both failed at one time, with different risks
    double tiedTimeAndRisk = 0.0;  // not comparable: both failed at one time, with the same risk
};

/// A cohort made ready for counting: one sort by time, one by risk.
struct PairOrder {
    struct Rank { std::uint32_t own = 0, tiedFrom = 0, tiedUntil = 0; };  // among the distinct risks

    std::vector<FollowUp> patients;   // by time; of one time, those who failed first
    std::vector<Rank> ranks;          // of these patients
    std::vector<std::size_t> origin;  // where each stood in the cohort
    std::size_t distinctRisks = 0;
};
PairOrder pairOrder(const std::vector<FollowUp>& patients, const std::vector<double>& risks, RiskTies ties);

/// Counts all pairs with a tree of sums over the risks (Newson 2006, J Stat Softw 15:1), n log n: (i, j) is comparable when i
/// failed and j was followed for longer, or was last seen well at that time. One weight per patient, in the cohort's order.
PairTotals countPairs(const PairOrder& order, const std::vector<double>& weights);

/// The same with the weight of the one who failed first alone; the others count once.
PairCounts countPairsOfCases(const PairOrder& order, const std::vector<double>& caseWeights);

/// All pairs, and the pairs each patient is in, in the cohort's order, with the weights of the others.
struct AllPairs {
    PairTotals totals;
    std::vector<PairCounts> ofEach;
};
AllPairs countAllPairs(const PairOrder& order, const std::vector<double>& weights);

}  // namespace metrisk::survival
