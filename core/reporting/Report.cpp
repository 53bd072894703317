#include "core/reporting/Report.h"

#include "core/reporting/Wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <tuple>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;

constexpr auto researchUse =
    "Research use only. Not a medical device. It does not replace clinical judgement.";

std::string capitalized(std::string text)
{
    if (!text.empty())
        text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

/// The parts that are there, with a dot between them.
std::string dotted(const std::vector<std::string>& parts)
{
    std::vector<std::string> present;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(present),
                 [](const auto& part) { return !part.empty(); });
    return fmt::format("{}", fmt::join(present, " · "));
}

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

std::string warningOf(const analysis::PackSummary& pack)
{
    if (pack.demonstration && pack.statement.empty())
        return "Demonstration model, trained on simulated patients.";
    return pack.statement;
}

std::string headlineDetailOf(const CaseResult& result)
{
    const int patients = patientsOf(result.placement);
    const auto percentile = percentileText(result.prediction.percentile);
    return patients > 0 ? fmt::format("{} of {}", percentile, patients) : percentile;
}

std::string groupOf(double risk, const analysis::Placement& placement)
{
    return risk < placement.cutLow ? "low" : risk < placement.cutHigh ? "medium" : "high";
}

/// "4 of 5 say high, 1 says medium"
std::string votesOf(const CaseResult& result)
{
    std::vector<std::string> votes;
    const auto& members = result.prediction.members;
    for (const std::string group : {"high", "medium", "low"}) {
        const auto count = std::count_if(members.begin(), members.end(), [&](double risk) {
            return groupOf(risk, result.placement) == group;
        });
        if (count > 0)
            votes.push_back(votes.empty() ? fmt::format("{} of {} say {}", count, members.size(), group)
                                          : fmt::format("{} {} {}", count, count == 1 ? "says" : "say", group));
    }
    return fmt::format("{}", fmt::join(votes, ", "));
}

/// Whole percentiles that exist: there is no 0th and no 100th place among others.
int placeOf(double percentile)
{
    return int(std::clamp(std::lround(percentile), 1L, 99L));
}

std::string spreadOf(const CaseResult& result)
{
    const auto& members = result.prediction.members;
    if (members.size() < 2)
        return "This pack has a single model, so nothing is known about disagreement between models.";
    std::string range;
    if (const auto& places = result.memberPercentiles; places.size() == members.size()) {
        const auto [low, high] = std::minmax_element(places.begin(), places.end());
        range = fmt::format("from the {} to the {} percentile; ", ordinal(placeOf(*low)), ordinal(placeOf(*high)));
    }
    return fmt::format("{} models: {}{}. This is the disagreement between the {} models, not a confidence interval.",
                       capitalized(countWord(members.size())), range, votesOf(result), countWord(members.size()));
}

std::vector<Fact> freedomOf(const CaseResult& result)
{
    const auto* group = curveOf(result.placement, result.prediction.group);
    std::vector<Fact> facts;
    for (const int months : {12, 24})
        facts.push_back({fmt::format("Free from {}, {} months", failureOf(result.placement), months),
                         group ? freedomText(group->curve.at(months)) : "not available"});
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

Section inputsOf(const CaseResult& result)
{
    Section section{"What was read", {}, {}};
    for (const auto& input : result.inputs)
        section.facts.push_back({capitalized(io::roleName(input.role)),
                                 dotted({input.path.filename().string(), input.description,
                                         "sha256\u00a0" + shortDigest(input.sha256) + "…"})});
    if (!result.patient.studyDate.empty())
        section.facts.push_back({"Study date", result.patient.studyDate});
    section.paragraphs.emplace_back("The outline of the lesion was read from the label file; it was not drawn or "
                                    "edited in MetRisk. Who drew it is not recorded there.");
    return section;
}

std::string yesNo(const std::optional<bool>& value)
{
    return !value ? "not entered" : *value ? "yes" : "no";
}

Section clinicalOf(const clinical::ClinicalRecord& record)
{
    return {"Clinical values",
            {{"Age", record.ageYears ? fmt::format("{:g} years", *record.ageYears) : "not entered"},
             {"KPS", record.kps ? fmt::format("{}", *record.kps) : "not entered"},
             {"Primary tumour", record.primary.value_or("not entered")},
             {"Location", record.location.value_or("not entered")},
             {"Chemotherapy", yesNo(record.chemotherapy)},
             {"Immunotherapy", yesNo(record.immunotherapy)}},
            {"As entered; no value was imputed."}};
}

/// Plain coordinates, no side letters: the origin of an atlas or a scanner may lie outside the head, and
/// then a lesion on the left has a place to the right of it.
std::string coordinatesText(const Eigen::Vector3d& patientMm)
{
    return fmt::format("LPS {:.1f}, {:.1f}, {:.1f} mm", patientMm.x(), patientMm.y(), patientMm.z());
}

Section lesionOf(const CaseResult& result)
{
    const auto& lesion = result.lesion;
    return {"Index lesion",
            {{"Side", lesion.side},
             {"Centre of the core", coordinatesText(lesion.centreMm)},
             {"Core volume", volumeText(lesion.volumeCoreMl)},
             {"Oedema volume", volumeText(lesion.volumeOedemaMl)},
             {"Lesions in the label", fmt::format("{}", lesion.count)}},
            {}};
}

std::string relevanceCaveatOf(const CaseResult& result)
{
    return fmt::format("The map is no finer than {} mm: one block is one token of the model. It shows where the "
                       "estimate drew on the image. It does not show a cause, and it is no outline of tumour or of "
                       "risk.", result.explanation.patchSize);
}

Section relevanceOf(const CaseResult& result)
{
    const auto& shares = result.relevance;
    const auto percent = [](double share) { return percentNumber(share) + " %"; };
    Section section{"Where the models looked",
                    {{"Core", percent(shares.core)},
                     {"Oedema", percent(shares.oedema)},
                     {"Other brain", percent(shares.otherBrain)},
                     {"Outside the brain", percent(shares.outside)}},
                    {}};
    if (const auto& clinical = result.explanation.clinicalShare; !clinical.empty())
        section.facts.push_back({"Clinical values", percent(std::reduce(clinical.begin(), clinical.end()) /
                                                            double(clinical.size())) + " of all relevance"});
    section.paragraphs = {fmt::format("Shares of the image's relevance, mean of {} models.",
                                      countWord(result.prediction.members.size())),
                          relevanceCaveatOf(result)};
    return section;
}

Section evidenceOf(const CaseResult& result)
{
    const auto& evidence = result.pack.evidence;
    Section section{"Evidence",
                    {{"Reference cohort", result.placement.cohortName},
                     {"Patients, events", fmt::format("{}, {}", evidence.patients, evidence.events)},
                     {"C-index", concordanceText(evidence)},
                     {"How", evidence.method},
                     {"Groups", logRankText(result.placement)}},
                    {}};
    if (result.pack.demonstration)
        section.paragraphs.push_back(warningOf(result.pack) + " These numbers say nothing about real patients.");
    section.paragraphs.emplace_back("The pack records no external and no prospective validation. Death without "
                                    "failure counts as the end of follow-up (censored).");
    return section;
}

Section provenanceOf(const CaseResult& result)
{
    const auto& pack = result.pack;
    Section section{"Provenance",
                    {{"Model pack", dotted({pack.name, "version " + pack.version, pack.licence})},
                     {"Pack sha256", pack.sha256},
                     {"Software", "MetRisk " + result.softwareVersion},
                     {"Computed on", result.prediction.device},
                     {"Time", timeText(result.createdAt)}},
                    {}};
    for (const auto& input : result.inputs)
        section.facts.push_back({capitalized(io::roleName(input.role)) + " sha256", input.sha256});
    return section;
}

Section intendedUseOf(const analysis::PackSummary& pack)
{
    Section section{"Intended use", {}, {}};
    if (!pack.intendedUse.empty())
        section.paragraphs.push_back(pack.intendedUse);
    section.paragraphs.push_back(std::string("For radiation oncologists. ") + researchUse +
                                 " Report a problem with the digests above to whoever gave you this software.");
    return section;
}

Section reviewOf()
{
    return {"Review",
            {{"Name", ""}, {"Role", ""}, {"Date, time", ""}, {"Signature", ""}, {"Decision", "agree / override"}, {"Reason", ""}},
            {"This page is a draft until somebody named here has reviewed it."}};
}

}  // namespace

Report::Report(const CaseResult& caseResult)
    : title("Risk of " + failureOf(caseResult.placement)),
      mark("DRAFT"),
      patientLine(patientLineOf(caseResult)),
      createdLine(createdLineOf(caseResult)),
      statusLine("MetRisk " + caseResult.softwareVersion + " · " + researchUse),
      warning(warningOf(caseResult.pack)),
      headline(capitalized(caseResult.prediction.group) + " group"),
      headlineDetail(headlineDetailOf(caseResult)),
      spread(spreadOf(caseResult)),
      freedom(freedomOf(caseResult)),
      freedomNote(freedomNoteOf(caseResult)),
      inputs(inputsOf(caseResult)),
      clinical(clinicalOf(caseResult.clinical)),
      lesion(lesionOf(caseResult)),
      relevance(relevanceOf(caseResult)),
      relevanceCaveat(relevanceCaveatOf(caseResult)),
      evidence(evidenceOf(caseResult)),
      provenance(provenanceOf(caseResult)),
      intendedUse(intendedUseOf(caseResult.pack)),
      review(reviewOf()),
      notes(caseResult.notes),
      result(caseResult)
{
}

}  // namespace metrisk::reporting
