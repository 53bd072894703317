#include "core/reporting/Report.h"
#include "core/reporting/Wording.h"
#include "ui/charts/CohortText.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

template <class Groups>
std::vector<survival::FollowUp> everybodyIn(const Groups& groups)
{
    std::vector<survival::FollowUp> patients;
    for (const auto& group : groups) {
        const auto some = survival::patientsOf(group.curve);
        patients.insert(patients.end(), some.begin(), some.end());
    }
    return patients;
}

int patientsIn(const analysis::Placement& placement, const std::string& group)
{
    const auto* curve = reporting::curveOf(placement, group);
    return curve ? curve->curve.patients : 0;
}

QString percentileOf(int patients, int all)
{
    return qt(reporting::ordinal(int(std::lround(percent * patients / all))));
}

/// The groups are those of the pack's cut-offs, not of a centre or a treatment.
bool areRiskGroups(const analysis::Placement& placement)
{
    return placement.cutLow < placement.cutHigh && placement.groups.size() > 1 &&
           std::all_of(placement.groups.begin(), placement.groups.end(), [](const auto& group) {
               return group.group == "low" || group.group == "medium" || group.group == "high";
           });
}

}  // namespace

QString cutOffsText(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    if (!options.cutOffs.isEmpty() || !areRiskGroups(placement))
        return options.cutOffs;
    const int all = reporting::patientsOf(placement), low = patientsIn(placement, "low"), high = patientsIn(placement, "high");
    return QStringLiteral("Groups cut at the %1 and %2 percentiles of this cohort’s risks")
        .arg(percentileOf(low, all), percentileOf(all - high, all));
}

QString followUpText(const analysis::Placement& placement, const CohortPlotOptions& options)
{
    const auto patients = placement.incidences.empty() ? everybodyIn(placement.groups) : everybodyIn(placement.incidences);
    if (patients.empty())
        return {};
    return QStringLiteral("Median follow-up (reverse Kaplan-Meier): %1")
        .arg(qt(reporting::medianText(survival::medianFollowUp(patients, options.confidence))));
}

QString bandText(const CohortPlotOptions& options)
{
    return QStringLiteral("Bands: %1 %, log-log").arg(percent * options.confidence);
}

}  // namespace metrisk::ui::charts
