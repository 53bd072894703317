#include "core/survival/LogisticDesign.h"
#include "core/survival/LogisticRegression.h"

#include "core/common/Error.h"
#include "core/survival/Distributions.h"

#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <limits>

namespace metrisk::survival {

namespace {

/// The data with one coefficient held: its column becomes part of the offset.
LogisticData without(const LogisticData& data, Eigen::Index held)
{
    LogisticData rest{Eigen::MatrixXd(data.design.rows(), data.design.cols() - 1), data.outcome, data.weight,
                      data.offset, {}, {}};
    for (Eigen::Index j = 0; j < data.design.cols(); ++j)
        if (j != held) {
            rest.design.col(Eigen::Index(rest.names.size())) = data.design.col(j);
            rest.names.push_back(data.names[std::size_t(j)]);
        }
    return rest;
}

/// Where the other coefficients go, to first order, when the held one moves by 1.
Eigen::VectorXd drift(const LogisticFit& best, Eigen::Index held)
{
    const Eigen::VectorXd all = best.covariance.col(held) / best.covariance(held, held);
    Eigen::VectorXd rest(all.size() - 1);
    rest << all.head(held), all.tail(all.size() - held - 1);
    return rest;
}

/// One end: `side` is -1 for the lower, +1 for the upper.
double profileEnd(const LogisticData& data, const LogisticFit& best, Eigen::Index held, double reach, double side)
{
    auto rest = without(data, held);
    const double se = std::sqrt(best.covariance(held, held)), centre = best.coefficients[held];
    Eigen::VectorXd others(best.coefficients.size() - 1);
    others << best.coefficients.head(held), best.coefficients.tail(others.size() - held);
    const Eigen::VectorXd along = drift(best, held);
    const auto excess = [&](double steps) {
        rest.start = others + along * (side * steps * se);
        rest.offset = data.offset + data.design.col(held) * (centre + side * steps * se);
        return fitWeightedLogistic(rest).deviance - best.deviance - reach * reach;
    };
    try {
        double inner = 0.0, outer = reach;
        while (excess(outer) < 0.0) {
            if (outer > 100.0 * reach)
                return side * std::numeric_limits<double>::infinity();
            inner = outer, outer *= 1.5;
        }
        std::uintmax_t most = 200;
        const auto root = boost::math::tools::toms748_solve(
            excess, inner, outer, boost::math::tools::eps_tolerance<double>(48), most);
        return centre + side * se * 0.5 * (root.first + root.second);
    } catch (const Error&) {   // held so far out, the others separate: the profile is not defined there
        return side * std::numeric_limits<double>::infinity();
    }
}

}  // namespace

std::vector<Interval> profileIntervals(const std::vector<bool>& outcomes,
                                       const std::vector<LogisticCovariate>& covariates, double confidence)
{
    const double reach = normalQuantileForTwoSided(confidence);   // its square is chi-square's quantile, 1 df
    const auto data = logisticData(outcomes, covariates);
    const auto best = fitWeightedLogistic(data);
    std::vector<Interval> intervals;
    for (Eigen::Index j = 0; j < best.coefficients.size(); ++j)
        intervals.push_back({profileEnd(data, best, j, reach, -1.0), profileEnd(data, best, j, reach, 1.0)});
    return intervals;
}

}  // namespace metrisk::survival
