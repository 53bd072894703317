#pragma once

#include "core/survival/CoxCurve.h"

namespace metrisk::survival {

/// What one patient is told: how likely freedom from the event is at a few horizons.
struct Freedom {
    double months = 0.0;
    double probability = 1.0;
    Interval interval{1.0, 1.0};
    bool beyondFollowUp = false;  // nobody was observed for that long; not to be shown
};

inline const std::vector<double> outlookMonths{6.0, 12.0, 24.0};

/// Predicted by a fitted Cox model from its baseline hazard, with the uncertainty of both (see coxCurve).
/// Throws Error{Input} when `covariates` do not fit the model.
std::vector<Freedom> freedomFromModel(const CoxBaseline& baseline, const CoxModel& model, const Eigen::VectorXd& covariates,
                                      const std::vector<double>& months = outlookMonths, double confidence = 0.95);

/// Predicted from a risk score: the score is fitted to the reference cohort as the only covariate (its slope
/// is 1 for a calibrated log hazard ratio; Breslow's ties), and the model asked as above. The interval covers the
/// slope and the baseline, not the score itself. Throws Error{Input} as fitCox.
std::vector<Freedom> freedomFromRisk(const std::vector<FollowUp>& cohort, const std::vector<double>& cohortRisks, double risk,
                                     const std::vector<double>& months = outlookMonths, double confidence = 0.95);

/// Observed in the patient's group: its Kaplan-Meier curve and band.
std::vector<Freedom> freedomFromGroup(const KaplanMeierCurve& group, const std::vector<double>& months = outlookMonths);

}  // namespace metrisk::survival
