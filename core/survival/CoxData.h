#pragma once

#include "core/survival/KaplanMeier.h"

#include <Eigen/Core>

#include <string>

namespace metrisk::survival {

/// What a Cox model is fitted to: follow-up and covariates, and, where the study has them, weights, strata
/// (each with a baseline hazard of its own) and clusters (patients whose outcomes hang together). Empty
/// lists mean weight 1, one stratum, and no clusters.
struct CoxData {
    std::vector<FollowUp> patients;
    Eigen::MatrixXd covariates;      // [patients, covariates]
    std::vector<std::string> names;  // one for each covariate; errors name them
    std::vector<double> weights = {};
    std::vector<int> strata = {};
    std::vector<int> clusters = {};

    /// Throws Error{Input}, naming the patient (from 1) or the covariate: sizes that do not fit, values
    /// that are not finite, weights not above 0, no event, a constant covariate, too few patients.
    void check() const;
};

/// One covariate without weights, strata or clusters. Throws Error{Input} unless there is one value for each patient.
CoxData univariate(const std::vector<FollowUp>& patients, const std::vector<double>& values,
                   const std::string& name = "the covariate");

}  // namespace metrisk::survival
