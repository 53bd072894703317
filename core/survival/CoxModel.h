#pragma once

#include "core/survival/Concordance.h"
#include "core/survival/CoxDesign.h"

namespace metrisk::survival {

/// Cox proportional hazards: how much each covariate multiplies the hazard of the event.
///
///     const auto model = fitCox({patients, covariates, {"age", "volumeMl"}});
///     model.table[0].hazardRatio
struct CoxOptions {
    Ties ties = Ties::Efron;
    bool robust = false;       // sandwich variance; always so when the data have clusters
    double confidence = 0.95;  // of the hazard ratios
    int maxIterations = 40;
};

/// A test that all coefficients are 0.
struct CoxTest {
    double chiSquare = 0.0;
    int degreesOfFreedom = 0;
    double p = 1.0;
};

struct CoxCoefficient {
    std::string name;
    double coefficient = 0.0;    // log hazard ratio per unit of the covariate
    double standardError = 0.0;  // robust where asked for
    double z = 0.0, p = 1.0;
    double hazardRatio = 1.0;
    Interval hazardRatioInterval;
};

struct CoxModel {
    Ties ties = Ties::Efron;
    int patients = 0;
    int events = 0;
    int iterations = 0;
    std::vector<CoxCoefficient> table;
    Eigen::VectorXd coefficients;
    Eigen::RowVectorXd means;         // of the covariates; the baseline is kept there
    Eigen::MatrixXd covariance;       // of the coefficients; robust where asked for
    Eigen::MatrixXd naiveCovariance;  // inverse information
    double logLikelihoodNull = 0.0, logLikelihood = 0.0;
    CoxTest likelihoodRatio;
    CoxTest wald;   // with `covariance`
    CoxTest score;

    /// Log hazard ratio against a patient whose covariates are all 0.
    double linearPredictor(const Eigen::VectorXd& covariates) const { return coefficients.dot(covariates); }
};

/// Maximises the partial likelihood by Newton's method with step halving, as R's coxph (Cox 1972; ties by
/// Efron 1977 or Breslow 1974). A weight of 2 equals two such patients with Breslow's ties; with Efron's it does
/// not in general, here as in R: the two then tie with each other. Sandwich variance: Lin and Wei 1989, J Am
/// Stat Assoc 84:1074, summed within clusters. Throws Error{Input} as CoxData::check, and naming the covariate
/// when one is a combination of others, when one separates those who fail from those who do not (its
/// coefficient has no finite value), when the likelihood finds no maximum, and when nothing tells a robust
/// variance.
CoxModel fitCox(const CoxData& data, const CoxOptions& options = {});

/// Harrell's C of the model's own linear predictor, pairs within strata; as R's summary of coxph.
Concordance coxConcordance(const CoxData& data, const CoxModel& model, double confidence = 0.95);

/// Linear predictors of all patients, in the data's order.
std::vector<double> linearPredictors(const CoxData& data, const CoxModel& model);

}  // namespace metrisk::survival
