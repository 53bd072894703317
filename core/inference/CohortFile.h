#pragma once

#include "core/inference/ModelPackage.h"

#include <string>
#include <vector>

namespace metrisk::inference {

/// cohort.csv of a pack: the heading id,risk,time_months,event and a line per patient. Throws
/// Error{Model} that names the first line that is not a patient.
std::vector<CohortPatient> cohortFromCsv(const std::string& text);

/// The same text; every number reads back as it was.
std::string cohortToCsv(const std::vector<CohortPatient>& cohort);

}  // namespace metrisk::inference
