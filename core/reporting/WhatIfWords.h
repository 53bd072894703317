#pragma once

#include "core/analysis/WhatIf.h"

namespace metrisk::reporting {

/// A risk as a column of a comparison: rounded as everywhere, never as a hazard.
struct RiskColumn {
    std::string group;       // "High group"
    std::string percentile;  // "91st percentile of 253"
    std::string members;     // "from the 84th to the 96th percentile"; empty for a single model
};

/// The stored result as if the answer were its own, for words and marks that are made from a result. It is to be shown
/// as a what-if, and never to be stored or printed.
analysis::CaseResult asIf(const analysis::CaseResult& stored, const analysis::WhatIfAnswer& answer);

RiskColumn columnOf(const analysis::CaseResult& result);

/// "25 percentile points lower, from high to medium. Four of five models move down, one up."
std::string shiftText(const analysis::CaseResult& stored, const analysis::WhatIfAnswer& answer);

/// The same of two results of one case whose contours differ; says so when more than the contour does.
std::string correctionText(const analysis::CaseResult& before, const analysis::CaseResult& after);

}  // namespace metrisk::reporting
