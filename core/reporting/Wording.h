#pragma once

#include "core/analysis/CaseResult.h"
#include "core/survival/CurveSummary.h"
#include "core/common/NumberText.h"

#include <optional>
#include <string>
#include <vector>

/// How MetRisk writes a number, once for the window, the page and the chart. A risk is never shown
/// with more than two significant digits (Farmer et al. 2021 on PREDICT), and never as a hazard.
namespace metrisk::reporting {

using common::percentNumber;
using common::pValueText;
using common::shareText;

/// "71 % (58 to 81)", "beyond follow-up", or "100 % (nobody has failed yet)" where no interval exists.
std::string freedomText(const survival::Freedom& freedom);
std::string freedomText(const survival::KaplanMeierCurve::Estimate& estimate);

/// At a whole month, from the patient's own risk and in the patient's group: as above, or "not available".
std::string predictedText(const analysis::Placement& placement, double months);
std::string observedText(const analysis::CaseResult& result, double months);

/// "91st percentile", "above the 99th percentile"
std::string percentileText(double percentile);

/// Whole percentiles that exist: there is no 0th and no 100th place among others.
int placeOf(double percentile);

/// "from the 84th to the 96th percentile": the lowest and the highest of the members.
std::string memberRangeText(const std::vector<double>& memberPercentiles);

/// "23 × 18 mm axial, 27 mm longest"; "not measured" for a result that was made before they were.
std::string diametersText(const segmentation::LesionDiameters& diameters);

/// "23 × 18 mm": the longest and the one at a right angle to it.
std::string axialText(const segmentation::LesionDiameters& diameters);
std::string lengthText(double millimetres);  // "27 mm"

/// "11.4 mL", "0.62 mL"
std::string volumeText(double millilitres);

/// "0.69 (95 % interval 0.60 to 0.77)"
std::string concordanceText(const inference::Evidence& evidence);

/// "Log-rank test χ² 20.3, 2 df, p < 0.001"; empty where there was nothing to test.
std::string testText(const std::string& name, const survival::LogRank& test);

/// "Log-rank test χ² 20.3, 2 df, p < 0.001 · 253 patients, 36 events"; the test is left out where there was none.
std::string logRankText(const analysis::Placement& placement);

/// When half of a group has failed, with its interval: "22 months (17 to not reached)", "not reached".
std::string medianText(const survival::QuantileTime& median);

/// "Median: high 22 months (17 to 31); low and medium not reached"
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

/// "as in the label file", "corrected in MetRisk (version 2)", or that the correction is not kept yet.
std::string contourText(const analysis::CaseResult& result);

}  // namespace metrisk::reporting
