#include "core/survival/LogRank.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"
#include "core/survival/FollowUpCheck.h"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// Groups nobody was at risk in at any event time say nothing; one of the others is redundant,
/// because all differences add up to zero.
std::vector<Eigen::Index> informativeGroups(const ObservedExpected& sums)
{
    std::vector<Eigen::Index> groups;
    for (Eigen::Index g = 0; g < sums.expected.size(); ++g)
        if (sums.expected[g] > 0.0)
            groups.push_back(g);
    if (!groups.empty())
        groups.erase(groups.begin());
    return groups;
}

LogRank testOf(double chiSquare, int degreesOfFreedom)
{
    return {chiSquare, degreesOfFreedom, chiSquareP(chiSquare, degreesOfFreedom)};
}

LogRank testOf(const ObservedExpected& sums)
{
    const auto kept = informativeGroups(sums);
    if (kept.empty())
        return {};
    const Eigen::VectorXd difference = (sums.observed - sums.expected)(kept);
    const Eigen::MatrixXd covariance = sums.covariance(kept, kept);
    // Rank-revealing: a group whose every event time emptied the risk set has no variance.
    const double chiSquare = difference.dot(covariance.completeOrthogonalDecomposition().solve(difference));
    return testOf(std::max(0.0, chiSquare), int(kept.size()));
}

/// A stratum's groups that somebody is in; fewer than two of them compare nothing.
std::vector<Eigen::Index> presentGroups(const Groups& stratum)
{
    std::vector<Eigen::Index> present;
    for (std::size_t g = 0; g < stratum.size(); ++g)
        if (!stratum[g].empty())
            present.push_back(Eigen::Index(g));
    return present;
}

void addStratum(ObservedExpected& total, const Groups& stratum, FlemingHarrington weight)
{
    const auto present = presentGroups(stratum);
    if (present.size() < 2)
        return;
    Groups groups;
    for (const auto g : present)
        groups.push_back(stratum[std::size_t(g)]);
    const auto sums = observedExpected(groups, weight);
    total.observed(present) += sums.observed;
    total.expected(present) += sums.expected;
    total.covariance(present, present) += sums.covariance;
}

void checkScores(const Groups& groups, const std::vector<double>& scores)
{
    if (scores.size() != groups.size() || !std::ranges::all_of(scores, [](double s) { return std::isfinite(s); }))
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} groups and {} scores, or a score is not a number.", groups.size(), scores.size()),
                    "Give one score for each group.");
}

}  // namespace

LogRank logRankTest(const Groups& groups, FlemingHarrington weight)
{
    return testOf(observedExpected(groups, weight));
}

LogRank stratifiedLogRankTest(const std::vector<Groups>& strata, FlemingHarrington weight)
{
    const std::size_t groups = strata.empty() ? 0 : strata.front().size();
    if (groups < 2 || !std::ranges::all_of(strata, [&](const Groups& stratum) { return stratum.size() == groups; }))
        throw Error(Error::Kind::Input, "The strata do not hold the same two or more groups.",
                    "Give every stratum the same groups, empty ones too.");
    const auto count = Eigen::Index(groups);
    ObservedExpected total{Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count), Eigen::MatrixXd::Zero(count, count)};
    for (const auto& stratum : strata)
        addStratum(total, stratum, weight);
    return testOf(total);
}

Trend logRankTrend(const Groups& groups, const std::vector<double>& scores)
{
    checkScores(groups, scores);
    const auto sums = observedExpected(groups);
    const auto score = Eigen::Map<const Eigen::VectorXd>(scores.data(), Eigen::Index(scores.size()));
    Trend trend{score.dot(sums.observed - sums.expected), score.dot(sums.covariance * score), {}};
    if (trend.variance > 1e-12 * score.squaredNorm())
        trend.test = testOf(trend.statistic * trend.statistic / trend.variance, 1);
    return trend;
}

std::vector<PairTest> pairwiseLogRank(const Groups& groups)
{
    checkGroups(groups);
    std::vector<PairTest> tests;
    for (std::size_t first = 0; first < groups.size(); ++first)
        for (std::size_t second = first + 1; second < groups.size(); ++second)
            tests.push_back({first, second, logRankTest({groups[first], groups[second]})});
    return tests;
}

}  // namespace metrisk::survival
