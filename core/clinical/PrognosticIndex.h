#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace metrisk::clinical {

/// The published indices of survival with brain metastases, for comparison beside a model's risk. They
/// speak of overall survival, of cohorts treated before 2010, and of none of the patient's images.
///
///     if (const auto* gpa = std::get_if<IndexValue>(&gradedPrognosticAssessment(record)))
///         gpa->text   // "GPA 2.5"
struct IndexValue {
    std::string name;                              // "RPA", "GPA", "DS-GPA"
    double value = 0.0;                            // class 1 to 3 (1 is best), or score 0 to 4 (4 is best)
    std::string text;                              // "RPA class II", "GPA 2.5", "Breast-GPA 3.0"
    std::optional<double> medianSurvivalMonths;    // of the published group; absent where sources disagree
    std::string source;                            // the paper the table stands in
};

/// Why an index says nothing of a patient: what is missing, in the form's words, or that no table exists.
struct NotComputable {
    std::string name;
    std::vector<std::string> missing;
    std::string reason;                            // a sentence
};

using Index = std::variant<IndexValue, NotComputable>;

/// RTOG recursive partitioning analysis (Gaspar et al. 1997, Int J Radiat Oncol Biol Phys 37:745):
/// III: KPS below 70; I: KPS 70 or more, age below 65, primary controlled, no metastases outside the
/// brain; II: all others. A class that the known values settle alone is given although others are missing.
Index recursivePartitioningClass(const ClinicalRecord& record);

/// Graded Prognostic Assessment (Sperduto et al. 2008, Int J Radiat Oncol Biol Phys 70:510): age, KPS,
/// number of brain metastases, metastases outside the brain. Age counts in completed years.
Index gradedPrognosticAssessment(const ClinicalRecord& record);

/// Diagnosis-specific GPA (Sperduto et al. 2012, J Clin Oncol 30:419) of NSCLC, melanoma, breast, renal
/// cell and gastrointestinal cancer. Updates with molecular markers need what the form does not ask.
Index diagnosisSpecificGpa(const ClinicalRecord& record);

/// All three, in this order. All throw Error{Input} as check().
std::vector<Index> prognosticIndices(const ClinicalRecord& record);

}  // namespace metrisk::clinical
