#include "core/survival/CoxCurve.h"

#include "core/common/Error.h"
#include "core/survival/CoxHazard.h"
#include "core/survival/Distributions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

/// From the first event time of the stratum to its last, adding up; the design's times descend.
CoxBaseline baselineOf(const CoxDesign& design, const std::vector<CoxHazardStep>& steps, std::size_t stratum)
{
    std::vector<std::size_t> times;
    for (std::size_t t = design.times.size(); t-- > 0;)
        if (design.times[t].stratum == stratum)
            times.push_back(t);
    CoxBaseline baseline;
    baseline.stratum = design.strata[stratum];
    baseline.moment.resize(Eigen::Index(times.size()), design.x.cols());
    double hazard = 0.0, variance = 0.0;
    Eigen::RowVectorXd moment = Eigen::RowVectorXd::Zero(design.x.cols());
    for (const auto t : times) {
        moment += steps[t].moment.transpose().cwiseProduct(design.scale);
        baseline.moment.row(Eigen::Index(baseline.timesMonths.size())) = moment;
        baseline.timesMonths.push_back(design.times[t].timeMonths);
        baseline.cumulativeHazard.push_back(hazard += steps[t].hazard);
        baseline.variance.push_back(variance += steps[t].variance);
    }
    return baseline;
}

double lastFollowUp(const CoxData& data, int stratum)
{
    double last = 0.0;
    for (std::size_t i = 0; i < data.patients.size(); ++i)
        if (data.strata.empty() || data.strata[i] == stratum)
            last = std::max(last, data.patients[i].timeMonths);
    return last;
}

void checkCovariates(const CoxModel& model, const Eigen::VectorXd& covariates)
{
    if (covariates.size() != model.coefficients.size() || !covariates.allFinite())
        throw Error(Error::Kind::Input,
                    fmt::format("The model has {} covariates; {} are given, or one is not a number.",
                                model.coefficients.size(), covariates.size()),
                    "Give one value for each covariate of the model.");
}

}  // namespace

std::vector<CoxBaseline> coxBaselines(const CoxData& data, const CoxModel& model)
{
    const auto design = coxDesign(data);
    const auto steps = coxHazard(design, model.coefficients.cwiseProduct(design.scale.transpose()), model.ties);
    std::vector<CoxBaseline> baselines;
    for (std::size_t s = 0; s < design.strata.size(); ++s) {
        baselines.push_back(baselineOf(design, steps, s));
        baselines.back().lastMonths = lastFollowUp(data, baselines.back().stratum);
    }
    return baselines;
}

std::vector<HazardStep> hazardAtZero(const CoxBaseline& baseline, const CoxModel& model)
{
    const double factor = std::exp(-model.means.dot(model.coefficients));
    std::vector<HazardStep> steps;
    for (std::size_t t = 0; t < baseline.timesMonths.size(); ++t)
        steps.push_back({baseline.timesMonths[t], factor * baseline.cumulativeHazard[t]});
    return steps;
}

std::vector<CoxCurveStep> coxCurve(const CoxBaseline& baseline, const CoxModel& model, const Eigen::VectorXd& covariates,
                                   double confidence, Transformation transformation)
{
    checkCovariates(model, covariates);
    const double z = normalQuantileForTwoSided(confidence);
    const Eigen::VectorXd x = covariates - model.means.transpose();
    const double relative = std::exp(model.coefficients.dot(x));
    std::vector<CoxCurveStep> steps;
    for (std::size_t t = 0; t < baseline.timesMonths.size(); ++t) {
        const Eigen::VectorXd slope = x * baseline.cumulativeHazard[t] - baseline.moment.row(Eigen::Index(t)).transpose();
        const double error = relative * std::sqrt(baseline.variance[t] + slope.dot(model.covariance * slope));
        const double hazard = relative * baseline.cumulativeHazard[t], survival = std::exp(-hazard);
        const auto [low, high] = probabilityInterval(survival, error, z, transformation);
        steps.push_back({baseline.timesMonths[t], survival, low, high, hazard, error});
    }
    return steps;
}

}  // namespace metrisk::survival
