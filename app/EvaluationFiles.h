#pragma once

#include "core/evaluation/EvaluationPage.h"

#include <filesystem>

namespace metrisk::app {

/// Writes evaluation.json, evaluation.html, evaluation.pdf, a CSV file per table and an SVG per plot. They appear
/// together, when all of them are complete; files of these names that an earlier run left and this one does not have
/// are removed then. Needs a QApplication. Throws Error{Storage}.
void writeEvaluationFiles(const std::filesystem::path& folder, const evaluation::Evaluation& evaluation,
                          const evaluation::Provenance& provenance, const Job& job = {});

}  // namespace metrisk::app
