#include "core/survival/WeightedLogistic.h"

#include "core/common/Error.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace metrisk::survival {

namespace {

constexpr int mostIterations = 60;
constexpr double smallStep = 1e-10;   // in log odds, over all patients

/// -2 · log likelihood. log(1 + exp(eta)) in the form that neither overflows nor loses digits.
double devianceOf(const LogisticData& data, const Eigen::VectorXd& eta)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < eta.size(); ++i) {
        const double away = data.outcome[i] > 0.5 ? -eta[i] : eta[i];
        sum += data.weight[i] * (std::max(away, 0.0) + std::log1p(std::exp(-std::abs(away))));
    }
    return 2.0 * sum;
}

Eigen::VectorXd probabilities(const Eigen::VectorXd& eta)
{
    return eta.unaryExpr([](double x) { return x >= 0.0 ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x) / (1.0 + std::exp(x)); });
}

/// How far a column's coefficient carries the patients: its step times the column's spread.
[[noreturn]] void refuseSeparation(const LogisticData& data, const Eigen::VectorXd& step)
{
    Eigen::Index worst = 0;
    double farthest = -1.0;
    for (Eigen::Index j = 0; j < step.size(); ++j) {
        const double spread = data.design.col(j).maxCoeff() - data.design.col(j).minCoeff();
        const double reach = std::abs(step[j]) * (spread > 0.0 ? spread : 1e-9);
        if (reach > farthest)
            farthest = reach, worst = j;
    }
    throw Error(Error::Kind::Input,
                fmt::format("The covariate “{}” separates patients with and without the outcome: its coefficient grows "
                            "without bound.", data.names[std::size_t(worst)]),
                "Leave it out, join rare categories, or use more patients.");
}

Eigen::MatrixXd informationOf(const LogisticData& data, const Eigen::VectorXd& p)
{
    const Eigen::VectorXd w = data.weight.array() * p.array() * (1.0 - p.array());
    return data.design.transpose() * w.asDiagonal() * data.design;
}

/// Columns of very different size (age and a 0/1 flag) are put on one scale before the solution.
std::optional<Eigen::MatrixXd> inverseOf(const Eigen::MatrixXd& information)
{
    const Eigen::VectorXd scale = information.diagonal().cwiseSqrt();
    if (!(scale.minCoeff() > 0.0))
        return std::nullopt;
    const Eigen::MatrixXd scaled = scale.cwiseInverse().asDiagonal() * information * scale.cwiseInverse().asDiagonal();
    const Eigen::LDLT<Eigen::MatrixXd> factors(scaled);
    if (factors.info() != Eigen::Success || !(factors.vectorD().minCoeff() > 1e-13))
        return std::nullopt;
    const Eigen::MatrixXd inverse = factors.solve(Eigen::MatrixXd::Identity(scaled.rows(), scaled.cols()));
    return Eigen::MatrixXd(scale.cwiseInverse().asDiagonal() * inverse * scale.cwiseInverse().asDiagonal());
}

}  // namespace

LogisticFit fitWeightedLogistic(const LogisticData& data)
{
    LogisticFit fit;
    fit.coefficients = data.start.size() > 0 ? data.start : Eigen::VectorXd::Zero(data.design.cols());
    Eigen::VectorXd eta = data.offset + data.design * fit.coefficients, step = fit.coefficients;
    fit.deviance = devianceOf(data, eta);
    if (data.design.cols() == 0)
        return fit;
    for (int round = 0; round < mostIterations; ++round) {
        fit.fitted = probabilities(eta);
        const auto inverse = inverseOf(informationOf(data, fit.fitted));
        if (!inverse)
            break;
        fit.covariance = *inverse;
        step = *inverse * (data.design.transpose() *
                           (data.weight.array() * (data.outcome - fit.fitted).array()).matrix());
        double deviance = devianceOf(data, eta + data.design * step);
        for (int halving = 0; halving < 30 && !(deviance <= fit.deviance + 1e-12 * (1.0 + fit.deviance)); ++halving) {
            step *= 0.5;
            deviance = devianceOf(data, eta + data.design * step);
        }
        fit.coefficients += step;
        eta = data.offset + data.design * fit.coefficients;
        fit.deviance = deviance;
        if ((data.design * step).cwiseAbs().maxCoeff() < smallStep * (1.0 + eta.cwiseAbs().maxCoeff()))
            return fit;
    }
    refuseSeparation(data, step);
}

Eigen::MatrixXd sandwichCovariance(const LogisticData& data, const LogisticFit& fit)
{
    const Eigen::VectorXd score = data.weight.array() * (data.outcome - fit.fitted).array();
    const Eigen::MatrixXd rows = score.asDiagonal() * data.design;
    return fit.covariance * (rows.transpose() * rows) * fit.covariance;
}

}  // namespace metrisk::survival
