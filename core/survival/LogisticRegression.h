#pragma once

#include "core/survival/Interval.h"

#include <string>
#include <vector>

namespace metrisk::survival {

/// Logistic regression of a yes/no outcome on covariates, as R's glm(family = binomial).
///
///     const auto model = fitLogistic(failedWithinTwoYears, {{"age", ages}, {"volume", volumesMl}});
///     model.coefficients[1].oddsRatio(), model.coefficients[1].oddsRatioInterval()
struct LogisticCovariate {
    std::string name;
    std::vector<double> values;   // one per patient; a category comes as 0/1 columns
};

struct LogisticCoefficient {
    std::string name;             // "intercept", then the covariates in their order
    double estimate = 0.0;        // log odds per unit
    double standardError = 0.0;
    double z = 0.0, p = 1.0;      // Wald
    Interval wald;                // of the estimate
    double oddsRatio() const;
    Interval oddsRatioInterval() const;   // exp(wald)
};

struct LogisticModel {
    int patients = 0, events = 0;
    double confidence = 0.95;
    std::vector<LogisticCoefficient> coefficients;
    std::vector<std::vector<double>> covariance;
    std::vector<double> fitted;                       // probability of the outcome per patient
    double deviance = 0.0, nullDeviance = 0.0, aic = 0.0;
    double likelihoodRatio = 0.0, likelihoodRatioP = 1.0;   // against the intercept alone
    int degreesOfFreedom = 0;
};

/// Maximum likelihood by IRLS with step halving (McCullagh and Nelder 1989). Throws Error{Input} for
/// an outcome all have or nobody has; for a value that is not a number (row and covariate named);
/// for a covariate that is constant, collinear or separates the outcome (named); for p > n.
LogisticModel fitLogistic(const std::vector<bool>& outcomes, const std::vector<LogisticCovariate>& covariates,
                          double confidence = 0.95);

/// Profile likelihood interval of each coefficient, intercept first: where twice the fall of the log
/// likelihood, maximised over the others, reaches the chi-square quantile (Venzon and Moolgavkar
/// 1988). An end is infinite where the likelihood never falls so far. Throws Error{Input} as fitLogistic.
std::vector<Interval> profileIntervals(const std::vector<bool>& outcomes,
                                       const std::vector<LogisticCovariate>& covariates, double confidence = 0.95);

}  // namespace metrisk::survival
