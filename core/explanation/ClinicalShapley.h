#pragma once

#include "core/inference/RiskModel.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::explanation {

/// What each clinical variable adds to this patient's risk.
struct ClinicalContribution {
    std::string variable;     // as clinical.json names it
    double logHazard = 0.0;   // ensemble mean; positive: towards failure
    double lowest = 0.0, highest = 0.0;  // of the members
    bool operator==(const ClinicalContribution&) const = default;
};

struct ClinicalShapley {
    double expected = 0.0;    // mean risk with this patient's images and the cohort's clinical values
    int patients = 0;         // of the cohort whose values stand in for an unknown one
    std::vector<ClinicalContribution> contributions;  // one per variable; they add up to risk - expected
    bool operator==(const ClinicalShapley&) const = default;
};

/// Exact Shapley values (Shapley 1953; Lundberg and Lee 2017, interventional) of the clinical variables, not of
/// their dummy columns. The game: v(S) is the mean risk, over the cohort, of this patient's images with this
/// patient's values of the variables in S and the cohort patient's values of all others;
///
///     phi_k = sum over S without k of  |S|! (K - |S| - 1)! / K!  (v(S + k) - v(S)).
///
/// All 2^K coalitions are evaluated, K variables at most 16. Absent when the pack's cohort has nobody with all the
/// clinical values, or the pack no clinical variable. Throws Error{Input} as ClinicalEncoding::encode does.
std::optional<ClinicalShapley> clinicalShapley(const inference::RiskModel& model,
                                               const inference::ImageEmbedding& embedding,
                                               const clinical::ClinicalRecord& patient);

}  // namespace metrisk::explanation
