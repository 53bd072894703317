#pragma once

#include "core/preprocessing/PreparationRecord.h"
#include "core/reporting/Report.h"

namespace metrisk::reporting {

/// What was done to the images between the files and the model, with the measure of each step and who decided.
Section preparationOf(const preprocessing::PreparationRecord& record);

/// "Registered and brought onto the atlas": the way in a few words.
std::string wayText(preprocessing::Way way);

}  // namespace metrisk::reporting
