#pragma once

#include "core/analysis/CaseResult.h"

#include <optional>
#include <string>
#include <vector>

/// How MetRisk writes a number, once for the window, the page and the chart. A risk is never shown
/// with more than two significant digits (Farmer et al. 2021 on PREDICT), and never as a hazard.
namespace metrisk::reporting {

/// 0.713 -> "71"; a share that only rounds to nothing or to everything is "<1" or ">99".
std::string percentNumber(double share);

/// "71 % (58 to 81)", "beyond follow-up", or "100 % (nobody has failed yet)" where no interval exists.
std::string freedomText(const survival::KaplanMeierCurve::Estimate& estimate);

/// "91st percentile", "above the 99th percentile"
std::string percentileText(double percentile);

/// "11.4 mL", "0.62 mL"
std::string volumeText(double millilitres);

/// "0.69 (95 % interval 0.60 to 0.77)"
std::string concordanceText(const inference::Evidence& evidence);

/// "p < 0.001", "p = 0.013"
std::string pValueText(double p);

/// "Log-rank test p < 0.001 · 253 patients, 36 events"; the test is left out where there was none.
std::string logRankText(const analysis::Placement& placement);

/// The first time at which half of the group has failed; absent when that was not reached.
std::optional<double> medianMonths(const survival::KaplanMeierCurve& curve);

/// "Median: low and medium not reached, high 22 months"
std::string mediansText(const analysis::Placement& placement);

/// The group's curve in the cohort; null when the cohort has nobody in it.
const analysis::GroupCurve* curveOf(const analysis::Placement& placement, const std::string& group);

int patientsOf(const analysis::Placement& placement);
int eventsOf(const analysis::Placement& placement);

/// "freedom from local failure" -> "local failure"
std::string failureOf(const analysis::Placement& placement);

/// "2026-03-14T09:26:53Z" -> "2026-03-14 09:26 UTC"
std::string timeText(const std::string& iso8601);

/// The first twelve digits of a digest.
std::string shortDigest(const std::string& sha256);

/// "one", "five", "12"
std::string countWord(std::size_t count);

std::string capitalized(std::string text);

/// The parts that are not empty, with a dot between them.
std::string dotted(const std::vector<std::string>& parts);

/// What must stand wherever the pack's numbers show; empty when there is nothing to say.
std::string warningText(const analysis::PackSummary& pack);

/// What MetRisk is not.
std::string researchUse();

}  // namespace metrisk::reporting
