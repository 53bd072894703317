#pragma once

#include "core/explanation/TrustChecks.h"
#include "core/reporting/Report.h"

namespace metrisk::reporting {

/// What the checks of an explanation found, in words: the outcome first, then a line for each check. The warnings are not in
/// it; they are whole sentences of their own and must be seen (TrustChecks::warnings).
Section trustChecksOf(const explanation::TrustChecks& checks);

}  // namespace metrisk::reporting
