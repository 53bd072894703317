#pragma once

#include "core/survival/CoxDesign.h"

namespace metrisk::survival {

/// Sums over some rows of a Cox design: of r, r·x and r·x·x' (lower half), r being the row's hazard.
struct RiskSetSums {
    double hazard = 0.0;
    Eigen::VectorXd first;
    Eigen::MatrixXd second;

    explicit RiskSetSums(Eigen::Index covariates);
    void clear();
    void add(const CoxDesign& design, std::size_t row, double r, bool withSecond)
    {
        const auto p = first.size();
        const double* x = design.x.data() + Eigen::Index(row) * p;
        hazard += r;
        for (Eigen::Index a = 0; a < p; ++a) {
            const double rx = r * x[a];
            first[a] += rx;
            if (withSecond)
                for (Eigen::Index b = 0; b <= a; ++b)
                    second(b, a) += rx * x[b];
        }
    }
};

/// What is left at risk when the k-th of d tied events happens (Efron 1977): all, less k/d of those tied.
/// The mean of the covariates among them, weighted by hazard, and that hazard.
struct RiskSetView {
    double share = 0.0;   // k/d
    double hazard = 0.0;  // D
    Eigen::VectorXd mean;

    void look(const RiskSetSums& all, const RiskSetSums& tied, double k, double d)
    {
        share = k / d;
        hazard = all.hazard - share * tied.hazard;
        mean.noalias() = (all.first - share * tied.first) / hazard;
    }
};

}  // namespace metrisk::survival
