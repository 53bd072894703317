#pragma once

#include "core/survival/KaplanMeier.h"

#include <limits>
#include <vector>

namespace metrisk::survival {

/// Uno's C (Uno et al. 2011): Harrell's pairs, each weighted by 1/G² at the time of the one who failed,
/// so that it does not depend on how many were lost; only failures before `tauMonths` open a pair.
/// Numbers as scikit-survival 0.21 `concordance_index_ipcw`: risks closer than 1e-8 count half.
/// O(n log n). Throws Error{Input} as checkRisks, and when no pair can be compared.
double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                      const std::vector<FollowUp>& training,
                      double tauMonths = std::numeric_limits<double>::infinity());
double unoConcordance(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                      double tauMonths = std::numeric_limits<double>::infinity());   // its own training set

}  // namespace metrisk::survival
