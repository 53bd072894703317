#include "core/clinical/PrognosticTables.h"

#include <algorithm>
#include <cmath>

namespace metrisk::clinical {

namespace {

constexpr const char* gpa2008 =
    "Sperduto PW, Berkey B, Gaspar LE, Mehta M, Curran W. A new prognostic index and comparison to three other indices for "
    "patients with brain metastases. Int J Radiat Oncol Biol Phys 2008;70:510-514.";
constexpr const char* gpa2012 =
    "Sperduto PW, Kased N, Roberge D, et al. Summary report on the graded prognostic assessment. J Clin Oncol 2012;30:419-425.";

// Over 60: 0, 50 to 60: 0.5, under 50: 1. KPS under 70: 0, 70 and 80: 0.5, 90 and 100: 1. More than three
// brain metastases: 0, two or three: 0.5, one: 1. Metastases outside the brain: 0, none: 1.
constexpr FactorPoints ageOfLung{Factor::Age, {{{0, 1.0}, {50, 0.5}, {61, 0.0}}}, 3};
constexpr FactorPoints kpsOfLung{Factor::Kps, {{{0, 0.0}, {70, 0.5}, {90, 1.0}}}, 3};
constexpr FactorPoints countOfLung{Factor::BrainMetastases, {{{1, 1.0}, {2, 0.5}, {4, 0.0}}}, 3};
constexpr FactorPoints outsideBrain{Factor::ExtracranialMetastases, {{{0, 1.0}, {1, 0.0}}}, 2};

constexpr FactorPoints doubledKps{Factor::Kps, {{{0, 0.0}, {70, 1.0}, {90, 2.0}}}, 3};
constexpr FactorPoints doubledCount{Factor::BrainMetastases, {{{1, 2.0}, {2, 1.0}, {4, 0.0}}}, 3};

// KPS up to 50: 0, 60: 0.5, 70 and 80: 1, 90 and 100: 1.5. Basal: 0, luminal A: 1, HER2: 1.5, luminal B: 2.
// 60 years or more: 0, under 60: 0.5.
constexpr FactorPoints kpsOfBreast{Factor::Kps, {{{0, 0.0}, {60, 0.5}, {70, 1.0}, {90, 1.5}}}, 4};
constexpr FactorPoints subtypeOfBreast{Factor::BreastSubtype, {{{0, 0.0}, {1, 1.0}, {2, 1.5}, {3, 2.0}}}, 4};
constexpr FactorPoints ageOfBreast{Factor::Age, {{{0, 0.5}, {60, 0.0}}}, 2};

// KPS under 70: 0, 70: 1, 80: 2, 90: 3, 100: 4.
constexpr FactorPoints kpsOfGut{Factor::Kps, {{{0, 0.0}, {70, 1.0}, {80, 2.0}, {90, 3.0}, {100, 4.0}}}, 5};

// For a score of 3.0 a later paper of the same group (Sperduto CM et al., J Neurosurg 2008;109 Suppl:87-89)
// gives 8.9 months of the same patients, other papers cite 6.9: no median is told.
const GpaTable general{"", "GPA", {ageOfLung, kpsOfLung, countOfLung, outsideBrain}, 4,
                       {{{1.0, 2.6}, {2.5, 3.8}, {3.0, std::nullopt}, {4.0, 11.0}}}, gpa2008};

const std::array<GpaTable, 5> bySite{{
    {"NSCLC", "Lung-GPA", {ageOfLung, kpsOfLung, countOfLung, outsideBrain}, 4,
     {{{1.0, 3.02}, {2.0, 5.49}, {3.0, 9.43}, {4.0, 14.78}}}, gpa2012},
    {"melanoma", "Melanoma-GPA", {doubledKps, doubledCount}, 2,
     {{{1.0, 3.38}, {2.0, 4.70}, {3.0, 8.77}, {4.0, 13.23}}}, gpa2012},
    {"breast", "Breast-GPA", {kpsOfBreast, subtypeOfBreast, ageOfBreast}, 3,
     {{{1.0, 3.35}, {2.0, 7.70}, {3.0, 15.07}, {4.0, 25.30}}}, gpa2012},
    {"RCC", "Renal-GPA", {doubledKps, doubledCount}, 2,
     {{{1.0, 3.27}, {2.0, 7.29}, {3.0, 11.27}, {4.0, 14.77}}}, gpa2012},
    {"GI", "GI-GPA", {kpsOfGut}, 1,
     {{{1.0, 3.13}, {2.0, 4.40}, {3.0, 6.87}, {4.0, 13.54}}}, gpa2012},
}};

std::optional<double> yesOrNo(const std::optional<bool>& answer)
{
    return answer ? std::optional(*answer ? 1.0 : 0.0) : std::nullopt;
}

std::optional<double> placeOf(const std::optional<std::string>& word)
{
    if (!word)
        return std::nullopt;
    return double(std::ranges::find(breastSubtypes(), *word) - breastSubtypes().begin());
}

}  // namespace

const GpaTable& gpaTable()
{
    return general;
}

const GpaTable* diagnosisSpecificTable(const std::string& primary)
{
    const auto found = std::ranges::find_if(bySite, [&](const auto& table) { return table.primary == primary; });
    return found == bySite.end() ? nullptr : &*found;
}

std::string nameOf(Factor factor)
{
    switch (factor) {
    case Factor::Age:                    return "age";
    case Factor::Kps:                    return "KPS";
    case Factor::BrainMetastases:        return "number of brain metastases";
    case Factor::ExtracranialMetastases: return "extracranial metastases";
    case Factor::BreastSubtype:          return "breast cancer subtype";
    }
    return {};
}

std::optional<double> valueOf(Factor factor, const ClinicalRecord& record)
{
    switch (factor) {
    case Factor::Age:                    return record.ageYears ? std::optional(std::floor(*record.ageYears)) : std::nullopt;
    case Factor::Kps:                    return record.kps;
    case Factor::BrainMetastases:        return record.brainMetastases;
    case Factor::ExtracranialMetastases: return yesOrNo(record.extracranialMetastases);
    case Factor::BreastSubtype:          return placeOf(record.breastSubtype);
    }
    return std::nullopt;
}

}  // namespace metrisk::clinical
