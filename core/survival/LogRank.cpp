#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/KaplanMeier.h"

#include <Eigen/Dense>
#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>

namespace metrisk::survival {

namespace {

struct ObservedExpected {
    Eigen::VectorXd observed, expected;  // events per group
    Eigen::MatrixXd covariance;          // of observed - expected
};

std::vector<double> distinctEventTimes(const std::vector<std::vector<FollowUp>>& groups)
{
    std::vector<double> times;
    for (const auto& group : groups)
        for (const auto& patient : group)
            if (patient.event)
                times.push_back(patient.timeMonths);
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// One event time's share: a hypergeometric table of groups by event (Mantel 1966).
void addTable(ObservedExpected& sums, const Eigen::VectorXd& atRisk, const Eigen::VectorXd& events)
{
    const double n = atRisk.sum(), d = events.sum();
    const Eigen::VectorXd share = atRisk / n;
    sums.observed += events;
    sums.expected += d * share;
    if (n <= 1.0)
        return;
    const double factor = d * (n - d) / (n - 1.0);
    sums.covariance += factor * (Eigen::MatrixXd(share.asDiagonal()) - share * share.transpose());
}

ObservedExpected observedExpected(const std::vector<std::vector<FollowUp>>& groups)
{
    const auto count = Eigen::Index(groups.size());
    ObservedExpected sums{Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count),
                          Eigen::MatrixXd::Zero(count, count)};
    for (const double time : distinctEventTimes(groups)) {
        Eigen::VectorXd atRisk(count), events(count);
        for (Eigen::Index g = 0; g < count; ++g) {
            const auto& group = groups[std::size_t(g)];
            atRisk[g] = double(std::ranges::count_if(group, [&](auto& p) { return p.timeMonths >= time; }));
            events[g] = double(std::ranges::count_if(
                group, [&](auto& p) { return p.event && p.timeMonths == time; }));
        }
        addTable(sums, atRisk, events);
    }
    return sums;
}

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

}  // namespace

LogRank logRankTest(const std::vector<std::vector<FollowUp>>& groups)
{
    if (groups.size() < 2)
        throw Error(Error::Kind::Input, "A log-rank test compares at least two groups.",
                    "Give two or more groups.");
    for (const auto& group : groups)
        checkFollowUp(group);
    const auto sums = observedExpected(groups);
    const auto kept = informativeGroups(sums);
    LogRank result;
    result.degreesOfFreedom = int(kept.size());
    if (kept.empty())
        return result;
    const Eigen::VectorXd difference = (sums.observed - sums.expected)(kept);
    const Eigen::MatrixXd covariance = sums.covariance(kept, kept);
    // Rank-revealing: a group whose every event time emptied the risk set has no variance.
    result.chiSquare = std::max(0.0, difference.dot(covariance.completeOrthogonalDecomposition().solve(difference)));
    result.p = boost::math::cdf(boost::math::complement(
        boost::math::chi_squared(double(kept.size())), result.chiSquare));
    return result;
}

}  // namespace metrisk::survival
