#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"
#include "core/survival/LogRank.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

struct Member {
    double timeMonths = 0.0;
    std::uint32_t group = 0;
    bool event = false;
};

std::vector<Member> membersByTime(const Groups& groups)
{
    std::vector<Member> members;
    for (std::uint32_t g = 0; g < groups.size(); ++g)
        for (const auto& patient : groups[g])
            members.push_back({patient.timeMonths, g, patient.event});
    std::ranges::sort(members, {}, &Member::timeMonths);
    return members;
}

double weightOf(FlemingHarrington weight, double survival)
{
    const auto power = [](double base, double exponent) { return exponent == 0.0 ? 1.0 : std::pow(base, exponent); };
    return power(survival, weight.rho) * power(1.0 - survival, weight.gamma);
}

/// One event time's share: a hypergeometric table of groups by event (Mantel 1966).
void addTable(ObservedExpected& sums, double weight, const Eigen::VectorXd& atRisk, const Eigen::VectorXd& failed)
{
    const double n = atRisk.sum(), d = failed.sum();
    sums.observed.noalias() += weight * failed;
    sums.expected.noalias() += (weight * d / n) * atRisk;
    if (n <= 1.0)
        return;
    const double factor = weight * weight * d * (n - d) / ((n - 1.0) * n);
    sums.covariance.diagonal() += factor * atRisk;
    sums.covariance.noalias() -= (factor / n) * atRisk * atRisk.transpose();
}

Eigen::VectorXd sizesOf(const Groups& groups)
{
    Eigen::VectorXd sizes(Eigen::Index(groups.size()));
    for (std::size_t g = 0; g < groups.size(); ++g)
        sizes[Eigen::Index(g)] = double(groups[g].size());
    return sizes;
}

}  // namespace

ObservedExpected observedExpected(const Groups& groups, FlemingHarrington weight)
{
    checkGroups(groups);
    const auto members = membersByTime(groups);
    const auto count = Eigen::Index(groups.size());
    Eigen::VectorXd atRisk = sizesOf(groups), failed(count), left(count);
    ObservedExpected sums{Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count), Eigen::MatrixXd::Zero(count, count)};
    double survival = 1.0;
    for (auto member = members.begin(); member != members.end();) {
        failed.setZero();
        left.setZero();
        for (const double time = member->timeMonths; member != members.end() && member->timeMonths == time; ++member) {
            left[member->group] += 1.0;
            failed[member->group] += member->event ? 1.0 : 0.0;
        }
        if (failed.sum() > 0.0) {
            addTable(sums, weightOf(weight, survival), atRisk, failed);
            survival *= 1.0 - failed.sum() / atRisk.sum();
        }
        atRisk -= left;
    }
    return sums;
}

}  // namespace metrisk::survival
