#include "core/clinical/PrognosticIndex.h"

#include "core/clinical/PrognosticTables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace metrisk::clinical {

namespace {

NotComputable incomplete(const char* name, std::vector<std::string> missing)
{
    auto reason = fmt::format("Not computable: {} not entered.", fmt::join(missing, ", "));
    return {name, std::move(missing), std::move(reason)};
}

double pointsOf(const FactorPoints& factor, double value)
{
    double points = factor.steps[0].points;
    for (std::size_t k = 0; k < factor.count; ++k)
        if (value >= factor.steps[k].from)
            points = factor.steps[k].points;
    return points;
}

IndexValue scored(const GpaTable& table, const char* name, double score)
{
    IndexValue index{name, score, fmt::format("{} {:.1f}", table.text, score), {}, table.source};
    for (const auto& group : table.groups)
        if (score <= group.upTo) {
            index.medianSurvivalMonths = group.medianMonths;
            break;
        }
    return index;
}

Index scoreBy(const GpaTable& table, const char* name, const ClinicalRecord& record)
{
    double score = 0.0;
    std::vector<std::string> missing;
    for (std::size_t k = 0; k < table.factorCount; ++k) {
        const auto& factor = table.factors[k];
        if (const auto value = valueOf(factor.factor, record))
            score += pointsOf(factor, *value);
        else
            missing.push_back(nameOf(factor.factor));
    }
    if (!missing.empty())
        return incomplete(name, std::move(missing));
    return scored(table, name, score);
}

/// Median survival of Gaspar 1997: 7.1, 4.2 and 2.3 months.
IndexValue rpaClass(int number)
{
    constexpr const char* texts[] = {"RPA class I", "RPA class II", "RPA class III"};
    constexpr double medianMonths[] = {7.1, 4.2, 2.3};
    return {"RPA", double(number), texts[number - 1], medianMonths[number - 1],
            "Gaspar L, Scott C, Rotman M, et al. Recursive partitioning analysis (RPA) of prognostic factors in three Radiation "
            "Therapy Oncology Group (RTOG) brain metastases trials. Int J Radiat Oncol Biol Phys 1997;37:745-751."};
}

}  // namespace

Index recursivePartitioningClass(const ClinicalRecord& record)
{
    check(record);
    if (!record.kps)
        return incomplete("RPA", {"KPS"});
    if (*record.kps < 70)
        return rpaClass(3);
    const bool old = record.ageYears && *record.ageYears >= 65.0;
    if (old || record.primaryControlled == false || record.extracranialMetastases == true)
        return rpaClass(2);
    std::vector<std::string> missing;
    if (!record.ageYears)
        missing.emplace_back("age");
    if (!record.primaryControlled)
        missing.emplace_back("control of the primary tumour");
    if (!record.extracranialMetastases)
        missing.push_back(nameOf(Factor::ExtracranialMetastases));
    if (!missing.empty())
        return incomplete("RPA", std::move(missing));
    return rpaClass(1);
}

Index gradedPrognosticAssessment(const ClinicalRecord& record)
{
    check(record);
    return scoreBy(gpaTable(), "GPA", record);
}

Index diagnosisSpecificGpa(const ClinicalRecord& record)
{
    check(record);
    if (!record.primary)
        return incomplete("DS-GPA", {"primary tumour"});
    const auto* table = diagnosisSpecificTable(*record.primary);
    if (!table)
        return NotComputable{"DS-GPA", {}, fmt::format("Not computable: no table was published for the primary tumour “{}”.",
                                                       *record.primary)};
    return scoreBy(*table, "DS-GPA", record);
}

std::vector<Index> prognosticIndices(const ClinicalRecord& record)
{
    return {recursivePartitioningClass(record), gradedPrognosticAssessment(record), diagnosisSpecificGpa(record)};
}

}  // namespace metrisk::clinical
