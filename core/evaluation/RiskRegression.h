#pragma once

#include "core/evaluation/Estimates.h"
#include "core/survival/CoxModel.h"

namespace metrisk::evaluation {

/// The risk as the only covariate of a Cox model (Efron's ties).
struct RiskRegression {
    double sd = 0.0;                  // of the risk in these patients
    HazardRatio perSd = {};
    double slope = 0.0;               // log hazard ratio per unit of risk: 1 is calibrated for a log hazard
    survival::Interval slopeInterval = {};
    Computed<survival::CoxTest> proportionality = {};   // Grambsch and Therneau
};
Computed<RiskRegression> riskRegression(const std::vector<survival::FollowUp>& patients, const std::vector<double>& risks,
                                        double confidence);

/// Of any value, per standard deviation.
Computed<HazardRatio> hazardRatioPerSd(const std::vector<survival::FollowUp>& patients, const std::vector<double>& values,
                                       const std::string& name, double confidence);

HazardRatio hazardRatioOf(const survival::CoxCoefficient& coefficient);

}  // namespace metrisk::evaluation
