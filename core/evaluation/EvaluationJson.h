#pragma once

#include "core/evaluation/EvaluationPage.h"

#include <string>

namespace metrisk::evaluation {

/// evaluation.json: every number with all its digits. What is not computable is {"value": null, "reason": "..."}; an
/// interval is [low, high]; times are months.
std::string evaluationToJson(const Evaluation& evaluation, const Provenance& provenance);

/// A table as a file of its own.
struct NamedText { std::string name, text; };

/// concordance.csv, comparison.csv, subgroups.csv, groups.csv, survival.csv, incidence.csv, calibration.csv,
/// calibration_curve.csv, decision.csv, auc.csv, roc.csv, brier.csv: those that hold anything.
std::vector<NamedText> evaluationTables(const Evaluation& evaluation);

/// Every name evaluationTables may give.
const std::vector<std::string>& evaluationTableNames();

}  // namespace metrisk::evaluation
