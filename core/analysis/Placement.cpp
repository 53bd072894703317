#include "core/analysis/CaseAnalyzer.h"

#include "core/common/Error.h"
#include "core/survival/GrayTest.h"

#include <algorithm>
#include <cmath>

namespace metrisk::analysis {

namespace {

constexpr double longestMonths = 600.0;  // nobody is followed for longer; a file may claim so

using Cohort = std::vector<inference::CohortPatient>;

struct Group {
    std::string name;
    Cohort patients;
};

/// low, medium and high; without those nobody belongs to.
std::vector<Group> groupsOf(const inference::ModelPackage& package)
{
    std::vector<Group> groups;
    for (const std::string name : {"low", "medium", "high"}) {
        Cohort patients;
        std::ranges::copy_if(package.cohort, std::back_inserter(patients), [&](const auto& patient) {
            return inference::riskGroup(package, patient.risk) == name;
        });
        if (!patients.empty())
            groups.push_back({name, patients});
    }
    return groups;
}

std::vector<survival::FollowUp> followUpOf(const Cohort& cohort)
{
    std::vector<survival::FollowUp> followUp;
    for (const auto& patient : cohort)
        followUp.push_back({patient.timeMonths, patient.event});
    return followUp;
}

void placeCurves(Placement& placement, const std::vector<Group>& groups)
{
    std::vector<std::vector<survival::FollowUp>> followUps;
    for (const auto& group : groups) {
        followUps.push_back(followUpOf(group.patients));
        placement.groups.push_back({group.name, survival::kaplanMeier(followUps.back())});
    }
    if (followUps.size() > 1)
        placement.logRank = survival::logRankTest(followUps);
}

std::vector<survival::CompetingFollowUp> competingFollowUpOf(const Cohort& cohort)
{
    std::vector<survival::CompetingFollowUp> followUp;
    for (const auto& patient : cohort)
        followUp.push_back({patient.timeMonths, patient.cause.value()});
    return followUp;
}

/// Only where the cause is known of everybody and somebody died: else a death would count as a loss.
void placeIncidences(Placement& placement, const std::vector<Group>& groups, const Cohort& cohort)
{
    if (!std::ranges::all_of(cohort, [](const auto& patient) { return patient.cause.has_value(); }) ||
        std::ranges::none_of(cohort, [](const auto& patient) { return patient.cause == 2; }))
        return;
    std::vector<std::vector<survival::CompetingFollowUp>> followUps;
    for (const auto& group : groups) {
        followUps.push_back(competingFollowUpOf(group.patients));
        placement.incidences.push_back(
            {group.name, survival::cumulativeIncidence(followUps.back(), 0.95, survival::Transformation::LogLog, 2)});
    }
    if (followUps.size() > 1)
        placement.grayTest = survival::grayTest(followUps, 1);
}

/// A Cox model of the risk alone needs events on both sides; without them there is no curve to show.
std::vector<survival::Freedom> predictedFreedom(const Cohort& cohort, double risk)
{
    std::vector<double> months, risks;
    const auto followUp = followUpOf(cohort);
    const double last = std::ranges::max(followUp, {}, &survival::FollowUp::timeMonths).timeMonths;
    for (double month = 0.0; month <= std::min(std::floor(last), longestMonths); ++month)
        months.push_back(month);
    for (const auto& patient : cohort)
        risks.push_back(patient.risk);
    try {
        return survival::freedomFromRisk(followUp, risks, risk, months);
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::Input)
            throw;
        return {};
    }
}

}  // namespace

const GroupCurve& Placement::of(const std::string& group) const
{
    for (const auto& candidate : groups)
        if (candidate.group == group)
            return candidate;
    throw Error(Error::Kind::Internal, "The result names a risk group “" + group + "” without a curve.",
                "Analyse the case again.");
}

Placement placeInCohort(const inference::ModelPackage& package, double risk)
{
    Placement placement{.cohortName = package.cohortName, .endpoint = package.endpoint,
                        .cutLow = package.cutLow, .cutHigh = package.cutHigh, .groups = {}, .logRank = {},
                        .incidences = {}, .grayTest = {}, .predicted = predictedFreedom(package.cohort, risk)};
    const auto groups = groupsOf(package);
    placeCurves(placement, groups);
    placeIncidences(placement, groups, package.cohort);
    return placement;
}

}  // namespace metrisk::analysis
