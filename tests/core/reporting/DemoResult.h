#pragma once

#include "core/analysis/CaseResult.h"

namespace metrisk::testing {

/// A result as one analysis of the phantom's lesion could say it: invented numbers, a drawn cohort of 253
/// patients whose hazards differ by group. For tests of the page, the chart and the words.
analysis::CaseResult demoResult();

/// Follow-up of `patients` drawn with a constant monthly hazard and censoring between 3 and 48 months.
std::vector<survival::FollowUp> drawnFollowUp(int patients, double monthlyHazard, unsigned seed);

/// A placement of three groups drawn like that.
analysis::Placement drawnPlacement();

}  // namespace metrisk::testing
