#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <array>
#include <optional>
#include <string>

namespace metrisk::clinical {

/// The published tables of the prognostic indices as data; PrognosticIndex.h says what they are.

/// What a table asks about the patient.
enum class Factor { Age, Kps, BrainMetastases, ExtracranialMetastases, BreastSubtype };

/// Points for a value of at least `from` (years completed, KPS, count, 1 for yes, or the place of the word
/// in breastSubtypes()). Steps ascend; the last one that a value reaches holds.
struct PointStep { double from; double points; };

struct FactorPoints {
    Factor factor;
    std::array<PointStep, 5> steps;
    std::size_t count;
};

/// Median overall survival in months of the patients with up to this score.
struct ScoreGroup { double upTo; std::optional<double> medianMonths; };

struct GpaTable {
    const char* primary;                 // in the words of primaries(); empty: any
    const char* text;                    // how the score is called
    std::array<FactorPoints, 4> factors;
    std::size_t factorCount;
    std::array<ScoreGroup, 4> groups;
    const char* source;
};

const GpaTable& gpaTable();
const GpaTable* diagnosisSpecificTable(const std::string& primary);   // nullptr where none was published

/// The factor's name in the form's words: "age", "number of brain metastases".
std::string nameOf(Factor factor);
/// The patient's value in the table's terms; absent where nobody entered it.
std::optional<double> valueOf(Factor factor, const ClinicalRecord& record);

}  // namespace metrisk::clinical
