#pragma once

#include "core/survival/BaselineHazard.h"
#include "core/survival/CoxModel.h"

namespace metrisk::survival {

/// What a fitted Cox model says about one patient: baseline hazard and survival curves from it.
///
///     const auto curve = coxCurve(coxBaselines(data, model).front(), model, covariates);

/// One stratum's cumulative hazard for a patient at the means of the covariates: Breslow's estimate or,
/// for a model with Efron's ties, Efron's. One entry per event time, ascending.
struct CoxBaseline {
    int stratum = 0;
    std::vector<double> timesMonths;
    std::vector<double> cumulativeHazard;
    std::vector<double> variance;  // of it, coefficients taken as known
    Eigen::MatrixXd moment;        // [times, covariates]: hazard times mean at risk less model.means, added up
    double lastMonths = 0.0;       // end of follow-up
};
/// One for each stratum in use, ascending by label. `data` and `model` belong together.
std::vector<CoxBaseline> coxBaselines(const CoxData& data, const CoxModel& model);

/// The same for a patient whose covariates are all 0, as R's basehaz(centered = FALSE).
std::vector<HazardStep> hazardAtZero(const CoxBaseline& baseline, const CoxModel& model);

/// A patient's predicted freedom from the event from `timeMonths` on.
struct CoxCurveStep {
    double timeMonths = 0.0;
    double survival = 1.0;
    double lower = 1.0, upper = 1.0;
    double cumulativeHazard = 0.0;
    double hazardError = 0.0;  // standard error of the cumulative hazard
};
/// S = exp(-H(t)·exp(x·coefficients)); the variance of its logarithm adds that of the baseline to that of
/// the coefficients (Tsiatis 1981, Ann Stat 9:93; Therneau and Grambsch 2000, 10.2), as R's survfit of coxph.
/// One step per event time. Throws Error{Input} when `covariates` do not fit the model or are not finite.
std::vector<CoxCurveStep> coxCurve(const CoxBaseline& baseline, const CoxModel& model, const Eigen::VectorXd& covariates,
                                   double confidence = 0.95, Transformation transformation = Transformation::LogLog);

}  // namespace metrisk::survival
