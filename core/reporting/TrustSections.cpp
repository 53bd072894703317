#include "core/reporting/Sections.h"

#include "core/reporting/Wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;

/// "Age", and the patient's value of it.
Fact valueOf(const std::string& variable, const clinical::ClinicalRecord& record)
{
    const auto yesNo = [](const std::optional<bool>& value) { return value.value_or(false) ? "yes" : "no"; };
    if (variable == "ageYears")
        return {"Age", record.ageYears ? fmt::format("{:g}", *record.ageYears) : ""};
    if (variable == "kps")
        return {"KPS", record.kps ? fmt::format("{}", *record.kps) : ""};
    if (variable == "primary")
        return {"Primary", record.primary.value_or("")};
    if (variable == "location")
        return {"Location", record.location.value_or("")};
    if (variable == "chemotherapy")
        return {"Chemotherapy", yesNo(record.chemotherapy)};
    return {capitalized(variable), yesNo(record.immunotherapy)};
}

/// "1.2", "0.85": a hazard ratio with two significant digits.
std::string ratioText(double logHazard)
{
    return fmt::format("{:.2g}", std::exp(logHazard));
}

std::string placesText(const std::vector<analysis::ContourShift>& shifts, double largestMm)
{
    std::string text;
    for (const auto& shift : shifts)
        if (std::abs(shift.mm) <= largestMm)
            text += fmt::format("{}{:+.0f} mm: {} group, {}", text.empty() ? "" : "; ", shift.mm, shift.group,
                                percentileText(shift.percentile));
    return text;
}

bool changesGroup(const CaseResult& result)
{
    return std::ranges::any_of(result.applicability.contour,
                               [&](const auto& shift) { return shift.group != result.prediction.group; });
}

bool isUnusual(const explanation::CohortDistance& distance)
{
    return distance.percentile >= 95.0;
}

constexpr const char* outlineChangesGroup = "Moving the outline by up to 2 mm changes the risk group. Check the outline.";

std::string distanceText(const explanation::CohortDistance& distance)
{
    return isUnusual(distance)
               ? fmt::format("unusual: farther from the middle than {:.0f} % of the reference cohort",
                             std::min(99.0, std::floor(distance.percentile)))
               : fmt::format("within the reference cohort ({})", percentileText(distance.percentile));
}

}  // namespace

Section clinicalEffectsOf(const CaseResult& result)
{
    Section section{"What the clinical values did", {}, {}};
    if (!result.clinicalEffects)
        return section;
    for (const auto& effect : result.clinicalEffects->contributions) {
        const auto value = valueOf(effect.variable, result.clinical);
        section.facts.push_back({dotted({value.name, value.value}),
                                 fmt::format("rate of failure × {} (models {} to {})", ratioText(effect.logHazard),
                                             ratioText(effect.lowest), ratioText(effect.highest))});
    }
    section.paragraphs.push_back(
        fmt::format("Against the {} patients of the reference cohort, with this patient's images (exact Shapley values, mean "
                    "of the models). It says what moved the estimate. It does not say what would happen if a value were "
                    "changed.", result.clinicalEffects->patients));
    return section;
}

Section trustOf(const CaseResult& result)
{
    const auto& applicability = result.applicability;
    Section section{"How far to trust it", {}, applicability.unusual};
    if (applicability.distance)
        section.facts.push_back({"Images, as the models see them", distanceText(*applicability.distance)});
    if (!applicability.contour.empty()) {
        section.facts.push_back({"Outline 1 mm smaller or larger", placesText(applicability.contour, 1.0)});
        section.paragraphs.push_back(changesGroup(result)
                                         ? outlineChangesGroup
                                         : "Moving the outline by up to 2 mm in or out does not change the risk group.");
    }
    if (applicability.memberRankAgreement)
        section.facts.push_back({"Models agree on where to look",
                                 fmt::format("rank correlation {:.2f}", *applicability.memberRankAgreement)});
    return section;
}

std::vector<std::string> trustWarningsOf(const CaseResult& result)
{
    auto warnings = result.applicability.unusual;
    if (const auto& distance = result.applicability.distance; distance && isUnusual(*distance))
        warnings.push_back("As the models see them, the images are " + distanceText(*distance) + ".");
    if (changesGroup(result))
        warnings.emplace_back(outlineChangesGroup);
    return warnings;
}

}  // namespace metrisk::reporting
