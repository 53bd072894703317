#pragma once

#include "core/survival/CoxModel.h"

namespace metrisk::survival {

/// Do the hazards stay proportional? On which scale of time g(t) their ratio is suspected to drift.
enum class TimeScale {
    KaplanMeier,  // 1 - S just before the time, of all patients
    Identity,
    Log,
    Rank          // among the follow-up times of all patients, tied ones sharing their mean
};

struct SchoenfeldTest {
    std::vector<CoxTest> ofEach;  // one degree of freedom for each covariate
    CoxTest global;
};

/// Score test of adding covariate·g(t) to the model (Grambsch and Therneau 1994, Biometrika 81:515, with the
/// information at each event time instead of its mean: R's cox.zph from survival 3.0 on). `data` and `model` belong
/// together. Throws Error{Input} for events at time 0 on the log scale, when all events share one time, and naming
/// a covariate in which patients differ at too few of them.
SchoenfeldTest schoenfeldTest(const CoxData& data, const CoxModel& model, TimeScale scale = TimeScale::KaplanMeier);

}  // namespace metrisk::survival
