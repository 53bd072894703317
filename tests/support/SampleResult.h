#pragma once

#include "core/analysis/CaseResult.h"

namespace metrisk::testing {

/// A complete result with plausible, made-up numbers, for what keeps or shows results.
analysis::CaseResult sampleResult();

}  // namespace metrisk::testing
