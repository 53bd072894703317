#include "core/survival/GrayScore.h"

#include <algorithm>

namespace metrisk::survival {

namespace {

struct Member { double timeMonths = 0.0; Eigen::Index group = 0; int cause = 0; };

std::vector<Member> membersByTime(const std::vector<std::vector<CompetingFollowUp>>& groups)
{
    std::vector<Member> members;
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const auto& patient : groups[g])
            members.push_back({patient.timeMonths, Eigen::Index(g), patient.cause});
    std::ranges::sort(members, {}, &Member::timeMonths);
    return members;
}

/// The incidence that all groups share if they do not differ, before and from each time on.
std::vector<Interval> pooledIncidence(const std::vector<GrayStep>& steps)
{
    std::vector<Interval> pooled;
    double incidence = 0.0;
    for (const auto& step : steps) {
        const double before = incidence, all = step.inverse().sum();
        incidence += all > 0.0 ? step.ofCause.sum() / all : 0.0;
        pooled.push_back({before, incidence});
    }
    return pooled;
}

double tieCorrection(double events, double atRisk)
{
    return events > 1.0 ? 1.0 - (events - 1.0) / (atRisk - 1.0) : 1.0;
}

}  // namespace

std::vector<GrayStep> graySteps(const std::vector<std::vector<CompetingFollowUp>>& groups, int cause)
{
    const auto members = membersByTime(groups);
    const auto count = Eigen::Index(groups.size());
    Eigen::ArrayXd atRisk = Eigen::ArrayXd::Zero(count), eventFree = Eigen::ArrayXd::Ones(count),
                   incidence = Eigen::ArrayXd::Zero(count);
    for (const auto& member : members)
        atRisk[member.group] += 1.0;
    std::vector<GrayStep> steps;
    for (auto member = members.begin(); member != members.end();) {
        GrayStep step{atRisk, eventFree, incidence, {}, Eigen::ArrayXd::Zero(count), Eigen::ArrayXd::Zero(count)};
        for (const double time = member->timeMonths; member != members.end() && member->timeMonths == time; ++member) {
            atRisk[member->group] -= 1.0;
            if (member->cause > 0)
                (member->cause == cause ? step.ofCause : step.ofOthers)[member->group] += 1.0;
        }
        const Eigen::ArrayXd n = step.atRisk.max(1.0);  // a group without anyone at risk adds nothing
        incidence += eventFree * step.ofCause / n;
        eventFree *= 1.0 - (step.ofCause + step.ofOthers) / n;
        step.eventFree = eventFree;
        if ((step.ofCause + step.ofOthers).sum() > 0.0)
            steps.push_back(std::move(step));
    }
    return steps;
}

Eigen::VectorXd grayScore(const std::vector<GrayStep>& steps)
{
    Eigen::ArrayXd score = Eigen::ArrayXd::Zero(steps.front().atRisk.size());
    for (const auto& step : steps) {
        const Eigen::ArrayXd adjusted = step.inverse() * (1.0 - step.incidenceBefore);
        if (const double all = adjusted.sum(); all > 0.0)
            score += step.ofCause - adjusted * (step.ofCause.sum() / all);
    }
    return score.matrix();
}

/// From the last time to the first. Column j of `later` is what a disturbance of group j's incidence does to
/// all scores at later times; an event of group j moves the scores by `own` if of the cause, by `other` if not.
Eigen::MatrixXd grayCovariance(const std::vector<GrayStep>& steps)
{
    const auto groups = steps.front().atRisk.size();
    const auto pooled = pooledIncidence(steps);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(groups, groups), later = covariance;
    for (std::size_t t = steps.size(); t-- > 0;) {
        const auto& step = steps[t];
        const Eigen::VectorXd inverse = step.inverse().matrix();
        const double all = inverse.sum(), events = step.ofCause.sum(), rise = all > 0.0 ? events / all : 0.0;
        for (Eigen::Index j = 0; j < groups; ++j) {
            if (!(step.atRisk[j] > 0.0))
                continue;
            const Eigen::VectorXd unit = Eigen::VectorXd::Unit(groups, j) - inverse / all, each = later.col(j) / inverse[j];
            const double left = step.eventFree[j] > 0.0 ? (1.0 - pooled[t].high) / step.eventFree[j] : 0.0;
            const Eigen::VectorXd own = unit + (1.0 - left) * each, other = left * each;
            covariance += inverse[j] * rise * tieCorrection(events, all * step.eventFreeBefore[j]) * own * own.transpose() +
                          step.ofOthers[j] * tieCorrection(step.ofOthers[j], step.atRisk[j]) * other * other.transpose();
            later.col(j) += inverse[j] * rise / (1.0 - pooled[t].low) * unit;
        }
    }
    return covariance;
}

}  // namespace metrisk::survival
