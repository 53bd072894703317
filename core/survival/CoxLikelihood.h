#pragma once

#include "core/survival/CoxDesign.h"

namespace metrisk::survival {

/// Cox's partial log-likelihood (Cox 1972, J R Stat Soc B 34:187), its gradient and minus its second
/// derivatives at some coefficients.
struct CoxSums {
    double logLikelihood = 0.0;
    Eigen::VectorXd gradient;
    Eigen::MatrixXd information;
};

/// With r = weight·exp(x·coefficients), S0 = sum of r, S1 = sum of r·x and S2 = sum of r·x·x' over those at
/// risk, and E0, E1, E2 the same over those who fail: the k-th of d events at one time adds
/// w·(x - log D - ...) with D = S0 - (k/d)·E0 (Efron; k = 0 throughout for Breslow) and w the mean weight of
/// the d (Therneau and Grambsch 2000, 3.3). One pass, n·p² (n·p without the information).
/// `coefficients` are those of the design's scaled covariates. `factors`, when given, multiply what each
/// event time adds.
CoxSums coxSums(const CoxDesign& design, const Eigen::VectorXd& coefficients, Ties ties, bool withInformation = true,
                const std::vector<double>& factors = {});

/// exp(x·coefficients), times the weight, of each row. Throws nothing; may overflow to infinity.
Eigen::VectorXd relativeHazards(const CoxDesign& design, const Eigen::VectorXd& coefficients);

}  // namespace metrisk::survival
