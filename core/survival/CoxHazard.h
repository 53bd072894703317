#pragma once

#include "core/survival/CoxDesign.h"

namespace metrisk::survival {

/// What happens at one event time of a fitted Cox model, for a patient at the design's centre. With w the
/// mean weight of the d tied events and D what is left at risk at the k-th of them (Efron; for Breslow one
/// step with all the weight): the hazard is the sum of w/D (Breslow 1974; Efron 1977).
struct CoxHazardStep {
    double hazard = 0.0;         // sum of w/D
    double variance = 0.0;       // sum of w/D²
    double hazardOfTied = 0.0;   // sum of (k/d)·w/D: what those tied are spared
    Eigen::VectorXd mean;        // of the covariates at risk, mean over the d steps (scaled)
    Eigen::VectorXd moment;      // sum of (w/D)·mean of step k
    Eigen::VectorXd momentOfTied;
};

/// One step for each of the design's times, in its order; n·p.
std::vector<CoxHazardStep> coxHazard(const CoxDesign& design, const Eigen::VectorXd& scaledCoefficients, Ties ties);

}  // namespace metrisk::survival
