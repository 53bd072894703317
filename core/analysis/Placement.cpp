#include "core/analysis/CaseAnalyzer.h"

#include "core/common/Error.h"

namespace metrisk::analysis {

const GroupCurve& Placement::of(const std::string& group) const
{
    for (const auto& candidate : groups)
        if (candidate.group == group)
            return candidate;
    throw Error(Error::Kind::Internal, "The result names a risk group “" + group + "” without a curve.",
                "Analyse the case again.");
}

Placement placeInCohort(const inference::ModelPackage& package)
{
    Placement placement{.cohortName = package.cohortName, .endpoint = package.endpoint,
                        .cutLow = package.cutLow, .cutHigh = package.cutHigh, .groups = {}, .logRank = {}};
    std::vector<std::vector<survival::FollowUp>> followUps;
    for (const std::string group : {"low", "medium", "high"}) {
        std::vector<survival::FollowUp> patients;
        for (const auto& patient : package.cohort)
            if (inference::riskGroup(package, patient.risk) == group)
                patients.push_back({patient.timeMonths, patient.event});
        if (patients.empty())
            continue;
        placement.groups.push_back({group, survival::kaplanMeier(patients)});
        followUps.push_back(std::move(patients));
    }
    if (followUps.size() > 1)
        placement.logRank = survival::logRankTest(followUps);
    return placement;
}

}  // namespace metrisk::analysis
