#pragma once

#include "core/analysis/CaseAnalyzer.h"
#include "core/explanation/TrustChecks.h"

#include <string>

namespace metrisk::analysis {

/// The trust checks of a result's explanation, on the same input again; see TrustChecks.h. On demand: they take many
/// times as long as the analysis.
explanation::TrustChecks checkTrust(const inference::RiskModel& model, const OpenedCase& opened, const CaseResult& result,
                                    const explanation::TrustOptions& options = {}, const Job& job = {});

/// trust.json: every number of the checks and how they were made.
std::string trustToJson(const explanation::TrustChecks& checks);

}  // namespace metrisk::analysis
