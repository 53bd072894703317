#include "core/survival/CoxLikelihood.h"

#include "core/survival/RiskSetSums.h"

#include <cmath>

namespace metrisk::survival {

RiskSetSums::RiskSetSums(Eigen::Index covariates)
    : first(Eigen::VectorXd::Zero(covariates)), second(Eigen::MatrixXd::Zero(covariates, covariates))
{
}

void RiskSetSums::clear()
{
    hazard = 0.0;
    first.setZero();
    second.setZero();
}

namespace {

/// Adds what the events of one time contribute once their risk set is known.
class EventSums {
public:
    EventSums(CoxSums& sums, bool withInformation) : m_sums(sums), m_withInformation(withInformation) {}

    void addFailed(const CoxDesign& design, std::size_t row, double linear, double factor)
    {
        const double weight = factor * design.weights[row];
        m_sums.logLikelihood += weight * linear;
        m_sums.gradient.noalias() += weight * design.x.row(Eigen::Index(row)).transpose();
    }

    void addRiskSet(const RiskSetSums& all, const RiskSetSums& tied, std::size_t steps, double weight)
    {
        for (std::size_t k = 0; k < steps; ++k) {
            m_view.look(all, tied, double(k), double(steps));
            m_sums.logLikelihood -= weight * std::log(m_view.hazard);
            m_sums.gradient.noalias() -= weight * m_view.mean;
            if (m_withInformation)
                addVariance(all, tied, weight);
        }
    }

private:
    void addVariance(const RiskSetSums& all, const RiskSetSums& tied, double weight)
    {
        const auto p = m_view.mean.size();
        for (Eigen::Index a = 0; a < p; ++a)
            for (Eigen::Index b = 0; b <= a; ++b)
                m_sums.information(b, a) += weight * ((all.second(b, a) - m_view.share * tied.second(b, a)) / m_view.hazard -
                                                      m_view.mean[a] * m_view.mean[b]);
    }

    CoxSums& m_sums;
    bool m_withInformation;
    RiskSetView m_view;
};

/// Linear predictors less the highest of those at risk in their stratum: that leaves the likelihood as it
/// is and keeps exp() finite. Rows that are never at risk at an event have no say, and get 0.
Eigen::VectorXd shiftedPredictors(const CoxDesign& design, const Eigen::VectorXd& coefficients)
{
    const Eigen::VectorXd linear = design.x * coefficients;
    Eigen::VectorXd shifted = Eigen::VectorXd::Zero(linear.size());
    const auto& times = design.times;
    for (std::size_t t = 0; t < times.size();) {
        const auto first = Eigen::Index(times[t].first);
        const auto stratum = times[t].stratum;
        while (t < times.size() && times[t].stratum == stratum)
            ++t;
        const auto rows = Eigen::Index(times[t - 1].end) - first;
        shifted.segment(first, rows) = linear.segment(first, rows).array() - linear.segment(first, rows).maxCoeff();
    }
    return shifted;
}

CoxSums emptySums(Eigen::Index covariates)
{
    return {0.0, Eigen::VectorXd::Zero(covariates), Eigen::MatrixXd::Zero(covariates, covariates)};
}

}  // namespace

Eigen::VectorXd relativeHazards(const CoxDesign& design, const Eigen::VectorXd& coefficients)
{
    const Eigen::Map<const Eigen::ArrayXd> weights(design.weights.data(), Eigen::Index(design.weights.size()));
    return weights * (design.x * coefficients).array().exp();
}

CoxSums coxSums(const CoxDesign& design, const Eigen::VectorXd& coefficients, Ties ties, bool withInformation,
                const std::vector<double>& factors)
{
    auto sums = emptySums(coefficients.size());
    const auto linear = shiftedPredictors(design, coefficients);
    const Eigen::Map<const Eigen::ArrayXd> weights(design.weights.data(), linear.size());
    const Eigen::VectorXd hazards = weights * linear.array().exp();
    EventSums events(sums, withInformation);
    RiskSetSums all(coefficients.size()), tied(coefficients.size());
    for (std::size_t t = 0; t < design.times.size(); ++t) {
        const auto& time = design.times[t];
        if (t == 0 || time.stratum != design.times[t - 1].stratum)
            all.clear();
        for (auto row = time.first; row < time.end; ++row)
            all.add(design, row, hazards[Eigen::Index(row)], withInformation);
        const double factor = factors.empty() ? 1.0 : factors[t];
        const auto steps = design.stepsAt(time, ties);
        if (steps > 1)
            tied.clear();
        for (auto row = time.failed; row < time.failedEnd; ++row) {
            events.addFailed(design, row, linear[Eigen::Index(row)], factor);
            if (steps > 1)
                tied.add(design, row, hazards[Eigen::Index(row)], withInformation);
        }
        events.addRiskSet(all, tied, steps, factor * time.weight / double(steps));
    }
    sums.information.triangularView<Eigen::StrictlyLower>() = sums.information.transpose();
    return sums;
}

}  // namespace metrisk::survival
