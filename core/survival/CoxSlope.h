#pragma once

#include "core/survival/KaplanMeier.h"

namespace metrisk::survival {

/// The log hazard ratio per unit of one covariate: Cox's partial likelihood with Breslow's ties,
/// maximised by Newton's method, as R's coxph(ties = "breslow"). 1 for a calibrated risk. Throws Error{Input}
/// when the likelihood has no maximum: no event, a covariate without spread, or perfect separation.
double coxSlope(const std::vector<FollowUp>& patients, const std::vector<double>& covariate);

}  // namespace metrisk::survival
