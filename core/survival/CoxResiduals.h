#pragma once

#include "core/survival/CoxModel.h"

namespace metrisk::survival {

/// What a fitted model leaves unexplained, patient by patient, in the data's order (Therneau, Grambsch and
/// Fleming 1990, Biometrika 77:147; Therneau and Grambsch 2000, chapter 4), as R's residuals.coxph.
/// `data` and `model` belong together.

/// Events seen minus events expected by then: at most 1, below 0 for those who outlive their hazard.
std::vector<double> martingaleResiduals(const CoxData& data, const CoxModel& model);

/// The same made symmetric: sign(M)·sqrt(-2·(M + event·log(event - M))).
std::vector<double> devianceResiduals(const CoxData& data, const CoxModel& model);

/// Each patient's share in the gradient of the log-likelihood, per unit weight: [patients, covariates].
Eigen::MatrixXd scoreResiduals(const CoxData& data, const CoxModel& model);

/// A patient's covariates at the event minus their mean among those at risk: one row for each event, by
/// time. `scaled`: plus the coefficient, times the number of events and the covariance, so that its mean
/// at a time is the coefficient then (Grambsch and Therneau 1994, Biometrika 81:515).
struct SchoenfeldResiduals {
    std::vector<double> timesMonths;
    std::vector<std::size_t> patients;  // position in the data
    Eigen::MatrixXd raw;                // [events, covariates]
    Eigen::MatrixXd scaled;
};
SchoenfeldResiduals schoenfeldResiduals(const CoxData& data, const CoxModel& model);

}  // namespace metrisk::survival
