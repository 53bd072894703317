#include "core/reporting/Report.h"

#include "core/reporting/PreparationSection.h"
#include "core/reporting/Sections.h"
#include "core/reporting/Wording.h"
#include "core/survival/RiskGroups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;

std::string patientLineOf(const CaseResult& result)
{
    const auto& [patient, clinical] = std::tie(result.patient, result.clinical);
    return dotted({patient.name == patient.id ? "" : patient.name, patient.id,
                   patient.birthDate.empty() ? "" : "born " + patient.birthDate,
                   clinical.ageYears ? fmt::format("{:.0f} y", std::floor(*clinical.ageYears)) : "",
                   clinical.kps ? fmt::format("KPS {}", *clinical.kps) : "", clinical.primary.value_or("")});
}

std::string createdLineOf(const CaseResult& result)
{
    return dotted({result.patient.studyDate.empty() ? "" : "MRI " + result.patient.studyDate,
                   "analysed " + timeText(result.createdAt)});
}

std::string headlineDetailOf(const CaseResult& result)
{
    const int patients = patientsOf(result.placement);
    const auto percentile = percentileText(result.prediction.percentile);
    return patients > 0 ? fmt::format("{} of {}", percentile, patients) : percentile;
}

/// "4 of 5 say high, 1 says medium"
std::string votesOf(const CaseResult& result)
{
    std::vector<std::string> votes;
    const auto& members = result.prediction.members;
    for (const std::string group : {"high", "medium", "low"}) {
        const auto count = std::count_if(members.begin(), members.end(), [&](double risk) {
            return survival::riskGroupName(risk, result.placement.cutLow, result.placement.cutHigh) == group;
        });
        if (count > 0)
            votes.push_back(fmt::format("{}{} {} {}", count,
                                        votes.empty() ? fmt::format(" of {}", members.size()) : "",
                                        count == 1 ? "says" : "say", group));
    }
    return fmt::format("{}", fmt::join(votes, ", "));
}

std::string spreadOf(const CaseResult& result)
{
    const auto& members = result.prediction.members;
    if (members.size() < 2)
        return "This pack has a single model, so nothing is known about disagreement between models.";
    std::string range;
    if (result.memberPercentiles.size() == members.size())
        range = memberRangeText(result.memberPercentiles) + "; ";
    return fmt::format("{} models: {}{}. This is the disagreement between the {} models, not a confidence interval.",
                       capitalized(countWord(members.size())), range, votesOf(result), countWord(members.size()));
}

std::vector<Fact> freedomOf(const CaseResult& result)
{
    std::vector<Fact> facts;
    for (const int months : {12, 24})
        facts.push_back({fmt::format("Free from {}, {} months", failureOf(result.placement), months),
                         observedText(result, months)});
    return facts;
}

std::string freedomNoteOf(const CaseResult& result)
{
    const auto& placement = result.placement;
    const auto* group = curveOf(placement, result.prediction.group);
    if (!group)
        return fmt::format("The reference cohort has no patient in the {} group.", result.prediction.group);
    auto note = fmt::format("Observed in the {} patients of the {} group of {}, {} of them with {}; Kaplan-Meier, "
                            "95 % interval. Not a forecast for one patient.",
                            group->curve.patients, group->group, placement.cohortName, group->curve.events,
                            failureOf(placement));
    if (const int left = group->curve.atRiskAt(24); left < 10 && !group->curve.at(24).beyondFollowUp)
        note += fmt::format(" At 24 months only {} {} still at risk.", left, left == 1 ? "was" : "were");
    return note;
}

std::vector<std::string> cautionsOf(const CaseResult& result)
{
    auto cautions = result.notes;
    std::ranges::copy(trustWarningsOf(result), std::back_inserter(cautions));
    return cautions;
}

}  // namespace

Report::Report(const CaseResult& caseResult)
    : title("Risk of " + failureOf(caseResult.placement)),
      mark("DRAFT"),
      patientLine(patientLineOf(caseResult)),
      createdLine(createdLineOf(caseResult)),
      statusLine("MetRisk " + caseResult.softwareVersion + " · " + researchUse()),
      warning(warningText(caseResult.pack)),
      headline(capitalized(caseResult.prediction.group) + " group"),
      headlineDetail(headlineDetailOf(caseResult)),
      spread(spreadOf(caseResult)),
      freedom(freedomOf(caseResult)),
      freedomNote(freedomNoteOf(caseResult)),
      inputs(inputsOf(caseResult)),
      clinical(clinicalOf(caseResult.clinical)),
      lesion(lesionOf(caseResult)),
      relevance(relevanceOf(caseResult)),
      preparation(caseResult.preparation ? preparationOf(*caseResult.preparation) : Section{}),
      clinicalEffects(clinicalEffectsOf(caseResult)),
      trust(trustOf(caseResult)),
      outlook(outlookOf(caseResult)),
      indices(indicesOf(caseResult.clinical)),
      relevanceCaveat(relevanceCaveatOf(caseResult)),
      evidence(evidenceOf(caseResult)),
      provenance(provenanceOf(caseResult)),
      intendedUse(intendedUseOf(caseResult.pack)),
      review(reviewOf()),
      notes(caseResult.notes),
      cautions(cautionsOf(caseResult)),
      result(caseResult)
{
}

}  // namespace metrisk::reporting
