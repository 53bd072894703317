#pragma once

#include "core/survival/CoxData.h"
#include "core/survival/CumulativeIncidence.h"

namespace metrisk::testing {

using survival::CompetingFollowUp, survival::CoxData, survival::FollowUp;

/// Sixteen invented patients with tied events, for which R 4.2.2 with survival 3.5-3 gave the numbers in
/// these tests: coxph(Surv(time, event) ~ age + vol), converged to 1e-13.
inline std::vector<FollowUp> smallCohort()
{
    return {{2, true}, {3, true}, {3, false}, {5, true}, {5, true}, {5, false}, {7, true}, {8, true},
            {8, true}, {10, false}, {12, true}, {12, false}, {13, true}, {15, true}, {18, false}, {20, true}};
}

inline std::vector<CompetingFollowUp> smallCompetingCohort()
{
    const int causes[] = {1, 2, 0, 1, 2, 0, 1, 1, 2, 0, 2, 0, 1, 1, 0, 2};
    const auto patients = smallCohort();
    std::vector<CompetingFollowUp> competing;
    for (std::size_t i = 0; i < patients.size(); ++i)
        competing.push_back({patients[i].timeMonths, causes[i]});
    return competing;
}

inline CoxData smallData()
{
    CoxData data{smallCohort(), Eigen::MatrixXd(16, 2), {"age", "vol"}};
    data.covariates.col(0) << 71, 64, 58, 66, 49, 73, 55, 62, 70, 51, 47, 60, 68, 44, 53, 39;
    data.covariates.col(1) << 3.1, 8.2, 1.4, 6.6, 2.2, 4.5, 9.1, 3.3, 2.7, 1.1, 0.9, 5.2, 4.1, 2.8, 0.7, 1.9;
    return data;
}

inline const std::vector<double> smallWeights{1, 2, 1.5, 1, 0.5, 2, 1, 1, 3, 1, 2, 1, 0.5, 1, 1, 2};
inline const std::vector<int> smallStrata{1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
inline const std::vector<int> smallClusters{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8};

}  // namespace metrisk::testing
