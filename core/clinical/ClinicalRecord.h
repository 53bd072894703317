#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::clinical {

/// What the form asks about the patient. A value nobody entered is absent, never a default.
/// The words for `primary` and `location` are those of clinical.json.
struct ClinicalRecord {
    std::optional<double> ageYears{};         // 18 to 110
    std::optional<int> kps{};                 // Karnofsky performance status: 0 to 100 in tens
    std::optional<std::string> primary{};     // one of primaries()
    std::optional<std::string> location{};    // one of locations()
    std::optional<bool> chemotherapy{};       // systemic chemotherapy
    std::optional<bool> immunotherapy{};

    // For the prognostic indices alone; no model pack asks for them.
    std::optional<bool> extracranialMetastases{};
    std::optional<int> brainMetastases{};               // how many: 1 to 200
    std::optional<bool> primaryControlled{};
    std::optional<std::string> breastSubtype{};         // one of breastSubtypes()

    bool operator==(const ClinicalRecord&) const = default;
};

/// NSCLC, melanoma, breast, RCC, GI, other
const std::vector<std::string>& primaries();
/// frontal, temporal, parietal, occipital, cerebellar, other
const std::vector<std::string>& locations();

/// basal (triple negative), luminal A (hormone receptor positive, HER2 negative), HER2 (HER2 positive,
/// hormone receptor negative), luminal B (both positive)
const std::vector<std::string>& breastSubtypes();

/// Throws Error{Input} that names the first value out of its range and the range.
void check(const ClinicalRecord& record);

/// Names of the values a model may need and nobody entered, in the form's words: "age", "KPS", ...
std::vector<std::string> missingValues(const ClinicalRecord& record);

/// clinical.json as a text (schema 1); what only the indices use is written when it was entered, so that
/// other files stay readable by an older MetRisk. Throws Error{Input} with the offending key;
/// unknown keys are an error too, so that a misspelt one is not silently dropped.
ClinicalRecord clinicalFromJson(const std::string& json);
std::string clinicalToJson(const ClinicalRecord& record);
ClinicalRecord readClinicalFile(const std::filesystem::path& path);

}  // namespace metrisk::clinical
