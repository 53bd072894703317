#pragma once

#include "core/inference/ModelPackage.h"

#include <cmath>

namespace metrisk::testing {

/// A hundred made-up patients in five folds: the higher the risk, the sooner the event, about half of the time.
inline inference::ModelPackage madeUpPack()
{
    inference::ModelPackage package;
    package.name = "Test pack";
    package.version = "2";
    package.statement = "Made-up patients.";
    package.cohortName = "made-up cohort";
    package.cohortFile = "cohort.csv";
    package.endpoint = "freedom from local failure";
    for (int i = 0; i < 100; ++i) {
        inference::CohortPatient patient{.id = "p" + std::to_string(i), .risk = std::sin(1.7 * i)};
        patient.timeMonths = 1.0 + 30.0 * std::exp(-0.8 * patient.risk + 0.6 * std::cos(2.3 * i * i));
        patient.event = i % 3 != 0;
        patient.fold = i % 5;
        patient.clinical.primary = i % 2 ? "NSCLC" : "melanoma";
        patient.clinical.chemotherapy = i % 4 == 0;
        package.cohort.push_back(patient);
    }
    package.baselineHazard = {{3.0, 0.05}, {12.0, 0.2}, {24.0, 0.5}};
    return package;
}

}  // namespace metrisk::testing
