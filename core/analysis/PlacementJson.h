#pragma once

#include "core/analysis/CaseResult.h"

#include <nlohmann/json.hpp>

namespace metrisk::analysis {

/// The part “cohort” of result.json. Results of older versions have neither incidences nor a predicted curve.
nlohmann::json placementJson(const Placement& placement);
Placement placementFrom(const nlohmann::json& json);

}  // namespace metrisk::analysis
