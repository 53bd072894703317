#include "core/survival/CoxModel.h"

#include "core/common/Error.h"
#include "core/survival/CoxNewton.h"
#include "core/survival/CoxResiduals.h"
#include "core/survival/Distributions.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace metrisk::survival {

namespace {

Eigen::MatrixXd inverse(const Eigen::MatrixXd& information)
{
    return information.ldlt().solve(Eigen::MatrixXd::Identity(information.rows(), information.cols()));
}

/// How each patient's presence moves the coefficients, summed within clusters; one row for each.
Eigen::MatrixXd clusteredInfluence(const CoxData& data, const Eigen::MatrixXd& influence)
{
    if (data.clusters.empty())
        return influence;
    std::map<int, Eigen::Index> rowOf;
    for (const int cluster : data.clusters)
        rowOf.emplace(cluster, Eigen::Index(rowOf.size()));
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(Eigen::Index(rowOf.size()), influence.cols());
    for (std::size_t i = 0; i < data.clusters.size(); ++i)
        sums.row(rowOf.at(data.clusters[i])) += influence.row(Eigen::Index(i));
    return sums;
}

/// Residuals add up to nothing over all patients, so that few clusters leave some direction without any variance.
void checkRobust(const Eigen::MatrixXd& covariance, const Eigen::MatrixXd& naive, const std::vector<std::string>& names)
{
    constexpr double nothing = 1e-12;   // of the variance that the model itself claims
    for (Eigen::Index k = 0; k < covariance.rows(); ++k)
        if (!(covariance(k, k) > nothing * naive(k, k)))
            throw Error(Error::Kind::Input,
                        fmt::format("Nothing tells the robust variance of covariate “{}”.", names[std::size_t(k)]),
                        "Take the model's own variance, or use more patients, events or clusters.");
    const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
    const Eigen::MatrixXd correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
    if (!(correlation.ldlt().vectorD().minCoeff() > nothing))
        throw Error(Error::Kind::Input, fmt::format("There are too few clusters for robust variances of {} covariates.", names.size()),
                    "Use more clusters, or fewer covariates.");
}

Eigen::MatrixXd sandwich(const CoxData& data, const CoxModel& model)
{
    Eigen::MatrixXd influence = scoreResiduals(data, model) * model.naiveCovariance;
    for (std::size_t i = 0; i < data.weights.size(); ++i)
        influence.row(Eigen::Index(i)) *= data.weights[i];
    const auto sums = clusteredInfluence(data, influence);
    const Eigen::MatrixXd covariance = sums.transpose() * sums;
    checkRobust(covariance, model.naiveCovariance, data.names);
    return covariance;
}

CoxTest testOf(double chiSquare, Eigen::Index degreesOfFreedom)
{
    const double value = std::max(0.0, chiSquare);
    return {value, int(degreesOfFreedom), chiSquareP(value, int(degreesOfFreedom))};
}

std::vector<CoxCoefficient> tableOf(const CoxModel& model, const std::vector<std::string>& names, double z)
{
    std::vector<CoxCoefficient> table;
    for (Eigen::Index k = 0; k < model.coefficients.size(); ++k) {
        const double coefficient = model.coefficients[k], error = std::sqrt(model.covariance(k, k));
        table.push_back({names[std::size_t(k)], coefficient, error, coefficient / error,
                         twoSidedNormalP(coefficient / error), std::exp(coefficient),
                         {std::exp(coefficient - z * error), std::exp(coefficient + z * error)}});
    }
    return table;
}

void setTests(CoxModel& model, const CoxSums& start)
{
    const auto p = model.coefficients.size();
    model.likelihoodRatio = testOf(2.0 * (model.logLikelihood - model.logLikelihoodNull), p);
    model.wald = testOf(model.coefficients.dot(model.covariance.ldlt().solve(model.coefficients)), p);
    model.score = testOf(start.gradient.dot(start.information.ldlt().solve(start.gradient)), p);
}

}  // namespace

CoxModel fitCox(const CoxData& data, const CoxOptions& options)
{
    data.check();
    const double z = normalQuantileForTwoSided(options.confidence);
    const auto design = coxDesign(data);
    const auto maximum = maximiseCox(design, data.names, options.ties, options.maxIterations);
    const Eigen::VectorXd unit = design.scale.cwiseInverse().transpose();
    CoxModel model;
    model.ties = options.ties;
    model.patients = int(data.patients.size());
    model.events = int(std::ranges::count(data.patients, true, &FollowUp::event));
    model.iterations = maximum.iterations;
    model.coefficients = maximum.coefficients.cwiseProduct(unit);
    model.means = design.centre;
    model.naiveCovariance = unit.asDiagonal() * inverse(maximum.highest.information) * unit.asDiagonal();
    model.covariance = model.naiveCovariance;
    if (options.robust || !data.clusters.empty())
        model.covariance = sandwich(data, model);
    model.logLikelihoodNull = maximum.start.logLikelihood;
    model.logLikelihood = maximum.highest.logLikelihood;
    setTests(model, maximum.start);
    model.table = tableOf(model, data.names, z);
    return model;
}

std::vector<double> linearPredictors(const CoxData& data, const CoxModel& model)
{
    std::vector<double> predictors(data.patients.size());
    for (std::size_t i = 0; i < predictors.size(); ++i)
        predictors[i] = model.linearPredictor(data.covariates.row(Eigen::Index(i)));
    return predictors;
}

Concordance coxConcordance(const CoxData& data, const CoxModel& model, double confidence)
{
    return concordanceEstimate(data.patients, linearPredictors(data, model), confidence, RiskTies::Exact, data.weights,
                               data.strata);
}

}  // namespace metrisk::survival
