#include "core/survival/CoxData.h"

#include "core/common/Error.h"
#include "core/survival/FollowUpCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

void checkSizes(const CoxData& data)
{
    const auto patients = data.patients.size();
    if (std::size_t(data.covariates.rows()) != patients || std::size_t(data.covariates.cols()) != data.names.size())
        throw Error(Error::Kind::Input,
                    fmt::format("There are {} patients and {} covariate names, but a table of {} by {} values.", patients,
                                data.names.size(), data.covariates.rows(), data.covariates.cols()),
                    "Give one value of each covariate for each patient.");
    checkCount(data.strata.size(), patients, "stratum");
    checkCount(data.clusters.size(), patients, "cluster");
    if (data.names.empty())
        throw Error(Error::Kind::Input, "There is no covariate to fit.", "Give at least one covariate.");
    if (data.names.size() >= patients)
        throw Error(Error::Kind::Input,
                    fmt::format("{} covariates cannot be fitted to {} patients.", data.names.size(), patients),
                    "Use fewer covariates; ten events for each is a common rule.");
}

void checkColumn(const CoxData& data, Eigen::Index column)
{
    const auto values = data.covariates.col(column);
    const auto& name = data.names[std::size_t(column)];
    for (Eigen::Index i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i]))
            throw Error(Error::Kind::Input, fmt::format("Covariate “{}” of patient {} is not a number.", name, i + 1),
                        "Complete the value or leave the patient out.");
    if (values.minCoeff() == values.maxCoeff())
        throw Error(Error::Kind::Input, fmt::format("Covariate “{}” is the same for all patients.", name), "Leave it out.");
}

void checkWeights(const CoxData& data)
{
    checkedWeights(data.weights, data.patients.size());
    for (std::size_t i = 0; i < data.weights.size(); ++i)
        if (data.weights[i] == 0.0)
            throw Error(Error::Kind::Input, fmt::format("Patient {} has a weight of 0.", i + 1), "Leave the patient out.");
}

}  // namespace

void CoxData::check() const
{
    checkFollowUp(patients);
    checkSizes(*this);
    checkWeights(*this);
    for (Eigen::Index column = 0; column < covariates.cols(); ++column)
        checkColumn(*this, column);
    if (std::ranges::none_of(patients, &FollowUp::event))
        throw Error(Error::Kind::Input, "Nobody had the event, so no hazard can be compared.",
                    "Use a cohort with events.");
}

CoxData univariate(const std::vector<FollowUp>& patients, const std::vector<double>& values, const std::string& name)
{
    return {patients, Eigen::Map<const Eigen::VectorXd>(values.data(), Eigen::Index(values.size())), {name}};
}

}  // namespace metrisk::survival
