#include "core/survival/CoxResiduals.h"

#include "core/survival/CoxHazard.h"
#include "core/survival/CoxLikelihood.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::survival {

namespace {

/// A fitted model laid over its data again.
struct Fitted {
    CoxDesign design;
    Eigen::VectorXd hazards;           // weight·exp(x·coefficients) of each row
    std::vector<CoxHazardStep> steps;  // of each event time
};

Fitted fitted(const CoxData& data, const CoxModel& model)
{
    auto design = coxDesign(data);
    const Eigen::VectorXd scaled = model.coefficients.cwiseProduct(design.scale.transpose());
    auto hazards = relativeHazards(design, scaled);
    auto steps = coxHazard(design, scaled, model.ties);
    return {std::move(design), std::move(hazards), std::move(steps)};
}

/// What a row has been exposed to by the end of its follow-up: the hazards of all event times up to then,
/// and their moments.
struct Exposure {
    double hazard = 0.0;
    Eigen::VectorXd moment;
};

/// Calls found(row, exposure, time or nullptr) for every row; `time` is where the row has its event. Times
/// descend, so a row's exposure is what its stratum adds up to less what came after it.
template <typename Action>
void forEachExposure(const Fitted& fit, Action found)
{
    const auto& times = fit.design.times;
    const auto p = fit.design.x.cols();
    for (std::size_t t = 0; t < times.size();) {
        std::size_t end = t;
        while (end < times.size() && times[end].stratum == times[t].stratum)
            ++end;
        Exposure sum{0.0, Eigen::VectorXd::Zero(p)};
        for (std::size_t k = end; k-- > t;) {  // from the first event time to the last
            sum.hazard += fit.steps[k].hazard;
            sum.moment += fit.steps[k].moment;
            for (auto row = times[k].first; row < times[k].end; ++row)
                found(row, sum, row >= times[k].failed && row < times[k].failedEnd ? &fit.steps[k] : nullptr);
        }
        t = end;
    }
}

}  // namespace

std::vector<double> martingaleResiduals(const CoxData& data, const CoxModel& model)
{
    const auto fit = fitted(data, model);
    std::vector<double> residuals(data.patients.size(), 0.0);
    forEachExposure(fit, [&](std::size_t row, const Exposure& exposure, const CoxHazardStep* event) {
        const double hazard = fit.hazards[Eigen::Index(row)] / fit.design.weights[row];
        const double spared = event && model.ties == Ties::Efron ? event->hazardOfTied : 0.0;
        residuals[fit.design.origin[row]] = (event ? 1.0 : 0.0) - hazard * (exposure.hazard - spared);
    });
    return residuals;
}

std::vector<double> devianceResiduals(const CoxData& data, const CoxModel& model)
{
    auto residuals = martingaleResiduals(data, model);
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        const double m = residuals[i];
        const double rest = data.patients[i].event ? m + std::log(1.0 - m) : m;
        residuals[i] = std::copysign(std::sqrt(std::max(0.0, -2.0 * rest)), m);
    }
    return residuals;
}

Eigen::MatrixXd scoreResiduals(const CoxData& data, const CoxModel& model)
{
    const auto fit = fitted(data, model);
    Eigen::MatrixXd residuals = Eigen::MatrixXd::Zero(data.covariates.rows(), data.covariates.cols());
    forEachExposure(fit, [&](std::size_t row, const Exposure& exposure, const CoxHazardStep* event) {
        const Eigen::VectorXd x = fit.design.x.row(Eigen::Index(row)).transpose();
        const double hazard = fit.hazards[Eigen::Index(row)] / fit.design.weights[row];
        Eigen::VectorXd residual = hazard * (exposure.moment - exposure.hazard * x);
        if (event)
            residual += x - event->mean + hazard * (event->hazardOfTied * x - event->momentOfTied);
        residuals.row(Eigen::Index(fit.design.origin[row])) = residual.transpose().cwiseProduct(fit.design.scale);
    });
    return residuals;
}

SchoenfeldResiduals schoenfeldResiduals(const CoxData& data, const CoxModel& model)
{
    const auto fit = fitted(data, model);
    struct Event { double time; std::size_t row, step; };
    std::vector<Event> events;
    for (std::size_t t = 0; t < fit.design.times.size(); ++t)
        for (auto row = fit.design.times[t].failed; row < fit.design.times[t].failedEnd; ++row)
            events.push_back({fit.design.times[t].timeMonths, row, t});
    std::ranges::stable_sort(events, {}, &Event::time);
    SchoenfeldResiduals residuals;
    residuals.raw.resize(Eigen::Index(events.size()), data.covariates.cols());
    for (std::size_t e = 0; e < events.size(); ++e) {
        const Eigen::RowVectorXd rest = fit.design.x.row(Eigen::Index(events[e].row)) - fit.steps[events[e].step].mean.transpose();
        residuals.raw.row(Eigen::Index(e)) = rest.cwiseProduct(fit.design.scale);
        residuals.timesMonths.push_back(events[e].time);
        residuals.patients.push_back(fit.design.origin[events[e].row]);
    }
    residuals.scaled = double(events.size()) * residuals.raw * model.naiveCovariance;
    residuals.scaled.rowwise() += model.coefficients.transpose();
    return residuals;
}

}  // namespace metrisk::survival
