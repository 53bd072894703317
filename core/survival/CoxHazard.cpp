#include "core/survival/CoxHazard.h"

#include "core/survival/CoxLikelihood.h"
#include "core/survival/RiskSetSums.h"

namespace metrisk::survival {

namespace {

CoxHazardStep hazardStep(const RiskSetSums& all, const RiskSetSums& tied, RiskSetView& view, std::size_t steps, double weight)
{
    const auto p = all.first.size();
    CoxHazardStep sum{0.0, 0.0, 0.0, Eigen::VectorXd::Zero(p), Eigen::VectorXd::Zero(p), Eigen::VectorXd::Zero(p)};
    for (std::size_t k = 0; k < steps; ++k) {
        view.look(all, tied, double(k), double(steps));
        const double hazard = weight / view.hazard;
        sum.hazard += hazard;
        sum.variance += hazard / view.hazard;
        sum.hazardOfTied += view.share * hazard;
        sum.mean += view.mean / double(steps);
        sum.moment += hazard * view.mean;
        sum.momentOfTied += view.share * hazard * view.mean;
    }
    return sum;
}

}  // namespace

std::vector<CoxHazardStep> coxHazard(const CoxDesign& design, const Eigen::VectorXd& scaledCoefficients, Ties ties)
{
    const auto hazards = relativeHazards(design, scaledCoefficients);
    RiskSetSums all(design.x.cols()), tied(design.x.cols());
    RiskSetView view;
    std::vector<CoxHazardStep> result;
    result.reserve(design.times.size());
    for (std::size_t t = 0; t < design.times.size(); ++t) {
        const auto& time = design.times[t];
        if (t == 0 || time.stratum != design.times[t - 1].stratum)
            all.clear();
        tied.clear();
        for (auto row = time.first; row < time.end; ++row)
            all.add(design, row, hazards[Eigen::Index(row)], false);
        for (auto row = time.failed; row < time.failedEnd; ++row)
            tied.add(design, row, hazards[Eigen::Index(row)], false);
        const auto steps = design.stepsAt(time, ties);
        result.push_back(hazardStep(all, tied, view, steps, time.weight / double(steps)));
    }
    return result;
}

}  // namespace metrisk::survival
