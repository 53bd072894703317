#pragma once

#include "core/inference/ModelPackage.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::analysis {

/// What can be measured of a patient and of every patient of the reference cohort alike.
struct CaseMeasures {
    double volumeCoreMl = 0.0, volumeOedemaMl = 0.0;
    std::optional<double> ageYears;
    double t1ceOfCore = 0.0;     // mean of the scaled T1-CE (0 to 1) in the core
    double flairOfLesion = 0.0;  // mean of the scaled FLAIR (0 to 1) in core and oedema
    double spacingMm = 1.0;      // the longest edge of a voxel of the T1-CE
};

/// Whole sentences that say where the patient lies outside everything the model was made with: beyond the smallest or
/// the largest of the reference cohort. Empty when nothing is unusual, or the pack's cohort says nothing about it.
std::vector<std::string> unusualMeasures(const CaseMeasures& patient, const std::vector<inference::CohortPatient>& cohort);

}  // namespace metrisk::analysis
