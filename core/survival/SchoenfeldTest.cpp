#include "core/survival/SchoenfeldTest.h"

#include "core/common/Error.h"
#include "core/survival/CoxLikelihood.h"
#include "core/survival/Distributions.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace metrisk::survival {

namespace {

std::map<double, double> eventTimes(const CoxDesign& design)  // how many events at each
{
    std::map<double, double> counts;
    for (const auto& time : design.times)
        counts[time.timeMonths] += double(time.failedEnd - time.failed);
    return counts;
}

/// g of each event time.
std::map<double, double> scaledTimes(const CoxData& data, TimeScale scale)
{
    std::map<double, double> scaled;
    double survival = 1.0, passed = 0.0;
    for (const auto& step : kaplanMeier(data.patients).steps) {
        const double count = step.events + step.censored;
        if (step.events > 0)
            scaled[step.timeMonths] = scale == TimeScale::KaplanMeier ? 1.0 - survival
                                      : scale == TimeScale::Identity  ? step.timeMonths
                                      : scale == TimeScale::Log       ? std::log(step.timeMonths)
                                                                      : passed + 0.5 * (count + 1.0);
        survival = step.survival;
        passed += count;
    }
    return scaled;
}

/// g at each of the design's event times, centred: that changes nothing but the digits lost.
std::vector<double> centredScale(const CoxData& data, const CoxDesign& design, TimeScale scale)
{
    const auto scaled = scaledTimes(data, scale);
    if (!std::isfinite(scaled.begin()->second))
        throw Error(Error::Kind::Input, "An event at time 0 has no logarithm.", "Choose another scale of time.");
    if (scaled.size() < 2)
        throw Error(Error::Kind::Input, "All events share one time, so nothing can drift.",
                    "Use a cohort with events at several times.");
    double sum = 0.0, count = 0.0;
    for (const auto& [time, events] : eventTimes(design)) {
        sum += events * scaled.at(time);
        count += events;
    }
    std::vector<double> factors;
    for (const auto& time : design.times)
        factors.push_back(scaled.at(time.timeMonths) - sum / count);
    return factors;
}

/// With several covariates, what one holds that those before it do not (the pivots of Cholesky).
void checkDrift(const Eigen::MatrixXd& own, const Eigen::MatrixXd& whole, const std::vector<std::string>& names)
{
    constexpr double nothing = 1e-10;
    Eigen::Index worst = 0;
    const Eigen::VectorXd shares = own.diagonal().cwiseQuotient(whole.diagonal());
    bool told = shares.minCoeff(&worst) > nothing;
    if (told) {
        const Eigen::VectorXd scale = own.diagonal().cwiseSqrt().cwiseInverse();
        const Eigen::MatrixXd correlation = scale.asDiagonal() * own * scale.asDiagonal();
        told = correlation.ldlt().vectorD().minCoeff() > nothing;
    }
    if (!told)
        throw Error(Error::Kind::Input,
                    fmt::format("Patients differ in “{}” at too few event times to see its effect drift.", names[std::size_t(worst)]),
                    "Use a cohort with more events, or fewer covariates.");
}

CoxTest testOf(double chiSquare, int degreesOfFreedom)
{
    return {std::max(0.0, chiSquare), degreesOfFreedom, chiSquareP(chiSquare, degreesOfFreedom)};
}

}  // namespace

SchoenfeldTest schoenfeldTest(const CoxData& data, const CoxModel& model, TimeScale scale)
{
    const auto design = coxDesign(data);
    const Eigen::VectorXd coefficients = model.coefficients.cwiseProduct(design.scale.transpose());
    const auto factors = centredScale(data, design, scale);
    auto squares = factors;
    for (auto& factor : squares)
        factor *= factor;
    const auto plain = coxSums(design, coefficients, model.ties);
    const auto drift = coxSums(design, coefficients, model.ties, true, factors);
    const auto second = coxSums(design, coefficients, model.ties, true, squares);
    // The information on the drift that the covariates themselves do not hold.
    const Eigen::MatrixXd own =
        second.information - drift.information * plain.information.ldlt().solve(drift.information);
    checkDrift(own, second.information, data.names);
    SchoenfeldTest test;
    for (Eigen::Index k = 0; k < coefficients.size(); ++k)
        test.ofEach.push_back(testOf(drift.gradient[k] * drift.gradient[k] / own(k, k), 1));
    test.global = testOf(drift.gradient.dot(own.ldlt().solve(drift.gradient)), int(coefficients.size()));
    return test;
}

}  // namespace metrisk::survival
