#pragma once

#include "core/survival/KaplanMeier.h"

#include <Eigen/Core>

namespace metrisk::survival {

/// Tests of whether groups fail alike, all built from the tables of groups by event at each event time.
///
///     logRankTest({low, medium, high}).p
struct LogRank {
    double chiSquare = 0.0;
    int degreesOfFreedom = 0;
    double p = 1.0;
};

using Groups = std::vector<std::vector<FollowUp>>;

/// Weight of an event time, S^rho·(1-S)^gamma with the pooled Kaplan-Meier estimate S just before it
/// (Fleming and Harrington 1991, 7.2). (0, 0) is the log-rank test, (1, 0) Peto and Peto's, (0, 1) stresses
/// late differences.
struct FlemingHarrington {
    double rho = 0.0;
    double gamma = 0.0;
};

/// Weighted events seen and expected in each group, and the covariance of their difference (Mantel
/// 1966): hypergeometric at each event time, added up.
struct ObservedExpected {
    Eigen::VectorXd observed, expected;
    Eigen::MatrixXd covariance;
};
/// n log n. Throws Error{Input} with fewer than two groups, for an empty group, and for impossible times.
ObservedExpected observedExpected(const Groups& groups, FlemingHarrington weight = {});

/// Mantel-Haenszel log-rank test or, with weights, the G-rho-gamma test; as R's survdiff. Groups in
/// which nobody was at risk at any event have no say and take a degree of freedom with them. No event: p is 1
/// with 0 degrees of freedom. Throws as observedExpected.
LogRank logRankTest(const Groups& groups, FlemingHarrington weight = {});

/// The same within strata, as survdiff(... + strata()): each stratum holds all groups in the same order,
/// some of which may be empty there. Throws Error{Input} when the strata differ in their number of groups.
LogRank stratifiedLogRankTest(const std::vector<Groups>& strata, FlemingHarrington weight = {});

/// Does the hazard rise or fall along the groups? One degree of freedom: (scores·(O-E))² over its variance
/// (Tarone 1975, Biometrika 62:679). Throws Error{Input} unless there is one finite score for each group.
struct Trend {
    double statistic = 0.0;  // scores·(O-E): above 0 when high scores fail more often than expected
    double variance = 0.0;
    LogRank test;
};
Trend logRankTrend(const Groups& groups, const std::vector<double>& scores);

/// The log-rank test of each pair of groups, in the order 0-1, 0-2, ..., 1-2, ...
struct PairTest {
    std::size_t first = 0, second = 0;
    LogRank test;
};
std::vector<PairTest> pairwiseLogRank(const Groups& groups);

}  // namespace metrisk::survival
