#include "app/ResultFiles.h"

#include "core/common/PendingFile.h"
#include "core/explanation/Explanation.h"
#include "core/io/VolumeFiles.h"
#include "core/reporting/Report.h"
#include "ui/printing/PdfReportWriter.h"

namespace metrisk::app {

void writeResultFiles(const std::filesystem::path& folder, const analysis::CaseResult& result,
                      const preprocessing::PreparedCase& prepared, const Job& job)
{
    const StagingFolder staging(folder);
    job.advance(0.0);
    const auto relevance = explanation::relevanceVolume(result.explanation, result.explanation.mean,
                                                        prepared.t1ce.geometry());
    io::writeVolume(relevance, staging.path() / "relevance.nii.gz");
    job.advance(0.5);
    ui::printing::PdfReportWriter(staging.path() / "report.pdf").write(reporting::Report(result), prepared);
    job.advance(0.9);
    common::writeTextFile(staging.path() / "result.json", analysis::resultToJson(result));
    job.advance(1.0);
    staging.release({"relevance.nii.gz", "report.pdf", "result.json"});
}

}  // namespace metrisk::app
