#pragma once

#include "core/inference/ModelPackage.h"

#include <string>
#include <vector>

namespace metrisk::inference {

/// cohort.csv of a pack: a heading that starts with id,risk,time_months,event and names any of cause, fold,
/// age_years, kps, primary, location, chemotherapy, immunotherapy, core_ml, oedema_ml, t1ce_core, flair_lesion, spacing_mm after it; a line per
/// patient, an empty field where a value is not known. Throws Error{Model} that names the first line that is
/// not a patient.
std::vector<CohortPatient> cohortFromCsv(const std::string& text);

/// The same text; every number reads back as it was.
std::string cohortToCsv(const std::vector<CohortPatient>& cohort);

}  // namespace metrisk::inference
