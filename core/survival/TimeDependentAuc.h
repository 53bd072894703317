#pragma once

#include "core/survival/KaplanMeier.h"

#include <optional>
#include <vector>

namespace metrisk::survival {

/// How well a risk tells those who failed by a time (cases, cumulative) from those still free of the
/// event then (controls, dynamic); cases are weighted for those lost before (IPCW).
struct AucAtTime {
    double timeMonths = 0.0;
    int cases = 0, controls = 0;
    std::optional<double> auc;    // absent without cases or without controls
};

struct TimeDependentAuc {
    std::vector<AucAtTime> at;
    std::optional<double> mean;   // over the times, weighted by the fall of the Kaplan-Meier curve
};                                // between them; absent where one AUC is or nobody failed

/// Uno et al. 2007, Hung and Chiang 2010; the mean as Lambert and Chevret 2016. Numbers as
/// scikit-survival 0.21 `cumulative_dynamic_auc`: risks closer than 1e-8 count as tied. `times`
/// ascend strictly. The censoring distribution is that of `training`. O(n log n) per time.
/// Throws Error{Input} for times out of order, and as checkRisks.
TimeDependentAuc timeDependentAuc(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                  const std::vector<double>& timesMonths, const std::vector<FollowUp>& training);
TimeDependentAuc timeDependentAuc(const std::vector<FollowUp>& patients, const std::vector<double>& risks,
                                  const std::vector<double>& timesMonths);   // its own training set

/// Throws Error{Input} unless there are times, all finite and strictly ascending.
void checkAscendingTimes(const std::vector<double>& timesMonths);

}  // namespace metrisk::survival
