#include "core/survival/WeightedLogistic.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <cmath>

namespace metrisk::survival {

namespace {

constexpr double alike = 1e-9;   // of a column's length; what is left below this is rounding

[[noreturn]] void refuse(const std::string& name, const char* why, const char* whatToDo)
{
    throw Error(Error::Kind::Input, fmt::format("The covariate “{}” {}.", name, why), whatToDo);
}

}  // namespace

/// Gram and Schmidt, twice per column: what remains of a column after the ones before it.
void checkDesign(const Eigen::MatrixXd& design, const std::vector<std::string>& names)
{
    if (design.cols() > design.rows())
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} coefficients to estimate from {} patients.", design.cols(), design.rows()),
                    "Use fewer covariates or more patients.");
    Eigen::MatrixXd basis(design.rows(), design.cols());
    for (Eigen::Index j = 0; j < design.cols(); ++j) {
        const auto column = design.col(j);
        const double length = column.norm();
        if (j > 0 && column.maxCoeff() == column.minCoeff())
            refuse(names[std::size_t(j)], "is the same for every patient", "Leave it out.");
        Eigen::VectorXd rest = column;
        for (int pass = 0; pass < 2; ++pass)
            rest -= basis.leftCols(j) * (basis.leftCols(j).transpose() * rest);
        if (!(rest.norm() > alike * length))
            refuse(names[std::size_t(j)], "follows from the covariates before it (collinear)", "Leave one of them out.");
        basis.col(j) = rest / rest.norm();
    }
}

}  // namespace metrisk::survival
