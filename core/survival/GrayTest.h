#pragma once

#include "core/survival/CumulativeIncidence.h"
#include "core/survival/LogRank.h"

namespace metrisk::survival {

/// Does one cause's cumulative incidence differ between groups? Gray 1988, Ann Stat 16:1141, rho = 0: a
/// log-rank test of the subdistribution, with those at risk in a group counted as n·(1 - F)/S just before
/// each event (F: incidence of the cause, S: event-free survival, both of the group). One degree of freedom
/// less than groups. The variance is that of the score's linear form in the martingales of the cause and of the others, with
/// the incidence that all groups share if they do not differ, and a correction for ties; as R cmprsk's cuminc.
/// Throws Error{Input} with fewer than two groups, for an empty group, impossible times and causes, and a cause below 1.
LogRank grayTest(const std::vector<std::vector<CompetingFollowUp>>& groups, int cause);

}  // namespace metrisk::survival
