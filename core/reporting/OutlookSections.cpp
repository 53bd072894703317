#include "core/reporting/Sections.h"

#include "core/clinical/PrognosticIndex.h"
#include "core/reporting/Wording.h"

#include <fmt/format.h>

namespace metrisk::reporting {

namespace {

using analysis::CaseResult;

std::string outlookAt(const CaseResult& result, double months)
{
    return fmt::format("predicted {}; observed in the {} group {}", predictedText(result.placement, months),
                       result.prediction.group, observedText(result, months));
}

std::string valueText(const clinical::IndexValue& index)
{
    return index.medianSurvivalMonths
               ? fmt::format("{}; published median survival {:.1f} months", index.text, *index.medianSurvivalMonths)
               : index.text + "; published medians differ";
}

Fact factOf(const clinical::Index& index)
{
    if (const auto* value = std::get_if<clinical::IndexValue>(&index))
        return {value->name, valueText(*value)};
    const auto& absent = std::get<clinical::NotComputable>(index);
    return {absent.name, absent.reason};
}

}  // namespace

Section outlookOf(const CaseResult& result)
{
    const auto& placement = result.placement;
    Section section{capitalized(placement.endpoint), {}, {}};
    if (placement.predicted.empty())
        return section;
    for (const double months : survival::outlookMonths)
        section.facts.push_back({fmt::format("{:.0f} months", months), outlookAt(result, months)});
    section.paragraphs.push_back(
        fmt::format("Predicted from this patient's risk by a Cox model of that risk in {}; the 95 % interval covers that "
                    "model's slope and baseline hazard, not the error of the risk itself. Both count death without "
                    "failure as the end of follow-up.", placement.cohortName));
    return section;
}

Section indicesOf(const clinical::ClinicalRecord& record)
{
    Section section{"Published indices", {}, {}};
    for (const auto& index : clinical::prognosticIndices(record))
        section.facts.push_back(factOf(index));
    section.paragraphs.emplace_back("For comparison: they estimate how long patients treated before 2010 lived, not freedom "
                                    "from local failure. RPA: Gaspar 1997; GPA: Sperduto 2008; DS-GPA: Sperduto 2012.");
    return section;
}

}  // namespace metrisk::reporting
