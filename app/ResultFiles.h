#pragma once

#include "app/StagingFolder.h"
#include "core/analysis/CaseAnalyzer.h"

#include <filesystem>

namespace metrisk::app {

/// Writes result.json, relevance.nii.gz (mean relevance on the prepared grid, largest block 1) and report.pdf;
/// they appear together, when all of them are complete. Needs a QApplication for the PDF. Throws Error{Storage}.
void writeResultFiles(const std::filesystem::path& folder, const analysis::CaseResult& result,
                      const preprocessing::PreparedCase& prepared, const Job& job = {});

}  // namespace metrisk::app
