#pragma once

#include "core/analysis/CaseResult.h"

#include <nlohmann/json.hpp>

namespace metrisk::analysis {

/// The keys of result.json that say why and how far to trust: "relevance.coverage", "clinicalEffects",
/// "applicability". Written into and read from the whole; older results lack them.
void writeTrust(const CaseResult& result, nlohmann::json& json);
void readTrust(const nlohmann::json& json, CaseResult& result);

}  // namespace metrisk::analysis
