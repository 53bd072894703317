#pragma once

#include <Eigen/Core>

#include <string>
#include <vector>

namespace metrisk::survival {

/// Inside core/survival: the one fit behind logistic regression, its profile intervals and the
/// calibration models. Row i weighs `weight[i]` and has `offset[i]` added to its log odds.
struct LogisticData {
    Eigen::MatrixXd design;           // [patients, columns], the intercept's ones included
    Eigen::VectorXd outcome;          // 0 or 1
    Eigen::VectorXd weight;           // >= 0
    Eigen::VectorXd offset;           // log odds
    std::vector<std::string> names;   // of the columns, for messages
    Eigen::VectorXd start = {};       // coefficients to begin from; zeros when empty
};

struct LogisticFit {
    Eigen::VectorXd coefficients;
    Eigen::VectorXd fitted;           // probabilities
    Eigen::MatrixXd covariance;       // inverse of the expected information X'WX
    double deviance = 0.0;            // -2 · weighted log likelihood
};

/// Iteratively reweighted least squares (McCullagh and Nelder 1989, 2.5) with step halving. Throws
/// Error{Input} that names the column for separation (no finite maximum: Albert and Anderson 1984).
LogisticFit fitWeightedLogistic(const LogisticData& data);

/// Huber's sandwich variance for weights that are not counts (White 1982).
Eigen::MatrixXd sandwichCovariance(const LogisticData& data, const LogisticFit& fit);

/// Throws Error{Input} that names a column without spread, one that the columns before it add up
/// to, or the numbers when there are more columns than rows.
void checkDesign(const Eigen::MatrixXd& design, const std::vector<std::string>& names);

}  // namespace metrisk::survival
