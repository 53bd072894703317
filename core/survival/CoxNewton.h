#pragma once

#include "core/survival/CoxLikelihood.h"

namespace metrisk::survival {

/// Where the partial likelihood is highest, on the design's scaled covariates.
struct CoxMaximum {
    Eigen::VectorXd coefficients;
    CoxSums start;    // at 0
    CoxSums highest;  // at the maximum
    int iterations = 0;
};

/// Newton's method; a step that lowers the likelihood is halved until it does not. Throws Error{Input},
/// naming the covariate: a combination of others (its share of the information of its own is below 1e-10),
/// separation (its own information falls below 1e-11 of what it was at 0, while the coefficient grows on), no maximum.
CoxMaximum maximiseCox(const CoxDesign& design, const std::vector<std::string>& names, Ties ties, int maxIterations);

}  // namespace metrisk::survival
