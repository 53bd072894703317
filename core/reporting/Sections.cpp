#include "core/reporting/Sections.h"

#include "core/reporting/Wording.h"

#include <fmt/format.h>

#include <numeric>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;

std::string yesNo(const std::optional<bool>& value)
{
    return !value ? "not entered" : *value ? "yes" : "no";
}

/// "drawn by “AURORA 1.0” (sha256 0123456789ab…)"
std::string drawnText(const segmentation::SegmenterIdentity& by)
{
    return fmt::format("drawn by “{} {}” (sha256\u00a0{}…)", by.name, by.version, shortDigest(by.sha256));
}

std::string outlineText(const CaseResult& result)
{
    const std::string statement = result.segmenter ? " " + result.segmenter->statement : "";
    if (result.contour)
        return fmt::format("The outline of the lesion was {} and then corrected in MetRisk (version {}); the case base keeps this "
                           "version.{}", result.segmenter ? drawnText(*result.segmenter) : "read from the label file",
                           result.contour->version, statement);
    if (result.segmenter)
        return fmt::format("Automatic contour, not reviewed: the outline of the lesion was {}, not by a person.{}",
                           drawnText(*result.segmenter), statement);
    return "The outline of the lesion was read from the label file; it was not drawn or edited in MetRisk. Who drew it is "
           "not recorded there.";
}

/// Plain coordinates, no side letters: the origin of an atlas or a scanner may lie outside the head, and
/// then a lesion on the left has a place to the right of it.
std::string coordinatesText(const Eigen::Vector3d& patientMm)
{
    return fmt::format("LPS {:.1f}, {:.1f}, {:.1f} mm", patientMm.x(), patientMm.y(), patientMm.z());
}

/// "3; number 2 is scored, chosen by the user"
std::string countText(const analysis::LesionSummary& lesion)
{
    if (lesion.count == 1)
        return "1";
    return fmt::format("{}; number {} is scored{}", lesion.count, lesion.id, lesion.chosenByUser ? ", chosen by the user" : "");
}

}  // namespace

Section inputsOf(const CaseResult& result)
{
    Section section{"What was read", {}, {}};
    for (const auto& input : result.inputs)
        section.facts.push_back({capitalized(io::roleName(input.role)),
                                 dotted({input.path.filename().string(), input.description,
                                         "sha256\u00a0" + shortDigest(input.sha256) + "…"})});
    if (!result.patient.studyDate.empty())
        section.facts.push_back({"Study date", result.patient.studyDate});
    section.paragraphs.push_back(outlineText(result));
    return section;
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

Section lesionOf(const CaseResult& result)
{
    const auto& lesion = result.lesion;
    Section section{"Index lesion",
            {{"Side", lesion.side},
             {"Centre of the core", coordinatesText(lesion.centreMm)},
             {"Core volume", volumeText(lesion.volumeCoreMl)},
             {"Oedema volume", volumeText(lesion.volumeOedemaMl)},
             {"Diameters of the core", diametersText(lesion.diameters)},
             {"Lesions in the label", countText(lesion)}},
            {}};
    if (result.contour)
        section.facts.push_back({"Contour", contourText(result)});
    return section;
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
    const auto covered = !result.coverage ? std::string()
                                          : fmt::format(" The fifth of blocks with most holds {} of the core.",
                                                        percent(result.coverage->core));
    // The paper's rule goes without saying.
    const auto& rule = result.explanation.rule;
    const auto made = rule == inference::RelevanceRule{} ? std::string()
                                                         : fmt::format(" Made by {}.", inference::relevanceRuleName(rule));
    section.paragraphs = {fmt::format("Shares of the image's relevance, mean of {} models.{}{}",
                                      countWord(result.prediction.members.size()), covered, made),
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
        section.paragraphs.emplace_back("From simulated patients: these numbers say nothing about real patients.");
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
    if (result.contour)
        section.facts.push_back({"Corrected contour sha256", result.contour->sha256});
    return section;
}

Section intendedUseOf(const analysis::PackSummary& pack)
{
    Section section{"Intended use", {}, {}};
    if (!pack.intendedUse.empty())
        section.paragraphs.push_back(pack.intendedUse);
    section.paragraphs.push_back("For radiation oncologists. " + researchUse() +
                                 " Report a problem with the digests above to whoever gave you this software.");
    return section;
}

Section reviewOf()
{
    return {"Review",
            {{"Name", ""}, {"Role", ""}, {"Date, time", ""}, {"Signature", ""}, {"Decision", "agree / override"}, {"Reason", ""}},
            {"This page is a draft until somebody named here has reviewed it."}};
}

}  // namespace metrisk::reporting
