#pragma once

#include "core/survival/LogisticRegression.h"
#include "core/survival/WeightedLogistic.h"

namespace metrisk::survival {

/// Inside core/survival: the checked data of a logistic regression, an intercept in front.
LogisticData logisticData(const std::vector<bool>& outcomes, const std::vector<LogisticCovariate>& covariates);

}  // namespace metrisk::survival
