#include "core/survival/CoxNewton.h"

#include "core/common/Error.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <cmath>

namespace metrisk::survival {

namespace {

constexpr double constant = 1e-13;   // information per event; covariates are scaled to variance 1
constexpr double collinear = 1e-10;  // share of a covariate's information that is its own
constexpr double collapsed = 1e-11;  // of its own information at the start
constexpr double converged = 1e-9;  // of a step; the next one would be its square

/// The information on each covariate that those before it do not hold already (Cholesky's pivots).
Eigen::VectorXd ownInformation(const Eigen::MatrixXd& information)
{
    Eigen::MatrixXd rest = information;
    for (Eigen::Index k = 0; k < rest.rows(); ++k)
        if (const double pivot = rest(k, k); pivot > collinear * information(k, k))
            for (Eigen::Index i = k + 1; i < rest.rows(); ++i)
                rest.row(i).tail(rest.cols() - k - 1) -= rest(i, k) / pivot * rest.row(k).tail(rest.cols() - k - 1);
    return rest.diagonal();
}

double eventsOf(const CoxDesign& design)
{
    double events = 0.0;
    for (const auto& time : design.times)
        events += time.weight;
    return events;
}

void checkIndependent(const Eigen::MatrixXd& information, double events, const std::vector<std::string>& names)
{
    const auto own = ownInformation(information);
    for (Eigen::Index k = 0; k < own.size(); ++k) {
        const auto& name = names[std::size_t(k)];
        if (!(information(k, k) > constant * events))
            throw Error(Error::Kind::Input,
                        fmt::format("Covariate “{}” does not differ among those at risk at any event.", name),
                        "Leave it out.");
        if (!(own[k] > collinear * information(k, k)))
            throw Error(Error::Kind::Input, fmt::format("Covariate “{}” is a combination of those before it.", name),
                        "Leave one of them out.");
    }
}

[[noreturn]] void failSeparated(const Eigen::VectorXd& coefficients, const std::vector<std::string>& names)
{
    Eigen::Index worst = 0;
    coefficients.cwiseAbs().maxCoeff(&worst);
    throw Error(Error::Kind::Input,
                fmt::format("Covariate “{}” separates those with the event from the others: its hazard ratio has no finite "
                            "value.", names[std::size_t(worst)]),
                "Join groups without events to others, leave the covariate out, or use more patients and events.");
}

bool isCollapsed(const Eigen::VectorXd& own, const Eigen::VectorXd& ownAtStart)
{
    return !own.allFinite() || (own.array() < collapsed * ownAtStart.array()).any();
}

bool isHigher(const CoxSums& candidate, const CoxSums& current)
{
    const double slack = 1e-12 * (1.0 + std::abs(current.logLikelihood));  // rounding of the sum
    return std::isfinite(candidate.logLikelihood) && candidate.information.allFinite() &&
           candidate.logLikelihood >= current.logLikelihood - slack;
}

[[noreturn]] void failToConverge(const std::vector<std::string>& names, const Eigen::VectorXd& step)
{
    Eigen::Index worst = 0;
    step.cwiseAbs().maxCoeff(&worst);
    throw Error(Error::Kind::Input,
                fmt::format("The fit does not settle; covariate “{}” moves most.", names[std::size_t(worst)]),
                "Look for extreme values in it, use fewer covariates, or more patients and events.");
}

}  // namespace

CoxMaximum maximiseCox(const CoxDesign& design, const std::vector<std::string>& names, Ties ties, int maxIterations)
{
    CoxMaximum at{Eigen::VectorXd::Zero(design.x.cols()), {}, {}, 0};
    at.start = at.highest = coxSums(design, at.coefficients, ties);
    checkIndependent(at.start.information, eventsOf(design), names);
    const auto ownAtStart = ownInformation(at.start.information);
    Eigen::VectorXd step;
    while (at.iterations++ < maxIterations) {
        step = at.highest.information.ldlt().solve(at.highest.gradient);
        auto next = coxSums(design, at.coefficients + step, ties);
        bool halved = false;
        for (int halving = 0; halving < 40 && !isHigher(next, at.highest); ++halving) {
            step *= 0.5;
            halved = true;
            next = coxSums(design, at.coefficients + step, ties);
        }
        if (!isHigher(next, at.highest))
            failToConverge(names, step);
        at.coefficients += step;
        at.highest = next;
        if (isCollapsed(ownInformation(next.information), ownAtStart))
            failSeparated(at.coefficients, names);
        if (!halved && step.cwiseAbs().maxCoeff() < converged * (1.0 + at.coefficients.cwiseAbs().maxCoeff()))
            return at;
    }
    failToConverge(names, step);
}

}  // namespace metrisk::survival
