#include "core/survival/LogisticRegression.h"

#include "core/survival/Distributions.h"
#include "core/survival/LogisticDesign.h"
#include "core/survival/ValueCheck.h"

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// -2 · log likelihood of the intercept alone: everybody has the observed share as probability.
double nullDevianceOf(double events, double patients)
{
    const double share = events / patients;
    return -2.0 * (events * std::log(share) + (patients - events) * std::log1p(-share));
}

LogisticCoefficient coefficientOf(const LogisticData& data, const LogisticFit& fit, Eigen::Index j, double reach)
{
    LogisticCoefficient coefficient;
    coefficient.name = data.names[std::size_t(j)];
    coefficient.estimate = fit.coefficients[j];
    coefficient.standardError = std::sqrt(fit.covariance(j, j));
    coefficient.z = coefficient.estimate / coefficient.standardError;
    coefficient.p = twoSidedNormalP(coefficient.z);
    coefficient.wald = {coefficient.estimate - reach * coefficient.standardError,
                        coefficient.estimate + reach * coefficient.standardError};
    return coefficient;
}

}  // namespace

LogisticData logisticData(const std::vector<bool>& outcomes, const std::vector<LogisticCovariate>& covariates)
{
    checkBothOutcomes(outcomes);
    const auto rows = Eigen::Index(outcomes.size());
    LogisticData data{Eigen::MatrixXd::Ones(rows, Eigen::Index(covariates.size()) + 1), Eigen::VectorXd(rows),
                      Eigen::VectorXd::Ones(rows), Eigen::VectorXd::Zero(rows), {"intercept"}};
    std::ranges::transform(outcomes, data.outcome.begin(), [](bool had) { return had ? 1.0 : 0.0; });
    for (const auto& covariate : covariates) {
        checkOnePerPatient(outcomes.size(), covariate.values.size(), covariate.name);
        checkFinite(covariate.values, covariate.name);
        std::ranges::copy(covariate.values, data.design.col(Eigen::Index(data.names.size())).begin());
        data.names.push_back(covariate.name);
    }
    checkDesign(data.design, data.names);
    return data;
}

double LogisticCoefficient::oddsRatio() const
{
    return std::exp(estimate);
}

Interval LogisticCoefficient::oddsRatioInterval() const
{
    return {std::exp(wald.low), std::exp(wald.high)};
}

LogisticModel fitLogistic(const std::vector<bool>& outcomes, const std::vector<LogisticCovariate>& covariates,
                          double confidence)
{
    const double reach = normalQuantileForTwoSided(confidence);
    const auto data = logisticData(outcomes, covariates);
    const auto fit = fitWeightedLogistic(data);
    LogisticModel model;
    model.patients = int(outcomes.size());
    model.events = int(std::ranges::count(outcomes, true));
    model.confidence = confidence;
    model.degreesOfFreedom = int(covariates.size());
    for (Eigen::Index j = 0; j < fit.coefficients.size(); ++j) {
        model.coefficients.push_back(coefficientOf(data, fit, j, reach));
        const Eigen::VectorXd row = fit.covariance.row(j);
        model.covariance.emplace_back(row.begin(), row.end());
    }
    model.fitted.assign(fit.fitted.begin(), fit.fitted.end());
    model.deviance = fit.deviance;
    model.nullDeviance = nullDevianceOf(model.events, model.patients);
    model.aic = model.deviance + 2.0 * double(model.coefficients.size());
    model.likelihoodRatio = std::max(0.0, model.nullDeviance - model.deviance);
    model.likelihoodRatioP = chiSquareP(model.likelihoodRatio, model.degreesOfFreedom);
    return model;
}

}  // namespace metrisk::survival
