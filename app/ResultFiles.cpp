#include "app/ResultFiles.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/explanation/Explanation.h"
#include "core/io/VolumeFiles.h"
#include "core/reporting/Report.h"
#include "ui/printing/PdfReportWriter.h"

namespace metrisk::app {

namespace {

/// A folder inside the result folder in which the files wait until all of them are complete, so
/// that a cancelled or failed run never leaves a new picture beside an old number.
class StagingFolder {
public:
    explicit StagingFolder(const std::filesystem::path& target)
        : m_target(target), m_path(target / ".metrisk-unfinished")
    {
        requireWritableFolder(m_path);
    }
    ~StagingFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    void release(const std::string& name) const
    {
        std::error_code failure;
        std::filesystem::rename(m_path / name, m_target / name, failure);
        if (failure)
            throw Error(Error::Kind::Storage,
                        (m_target / name).string() + " could not be written: " + failure.message() + ".",
                        "Choose another folder.");
    }

private:
    std::filesystem::path m_target;
    std::filesystem::path m_path;
};

}  // namespace

void requireWritableFolder(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw Error(Error::Kind::Storage, "The folder " + folder.string() + " cannot be made: " + failure.message() + ".",
                    "Choose another folder.");
    const common::PendingFile trial(folder / "trial");
}

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
    for (const char* name : {"relevance.nii.gz", "report.pdf", "result.json"})
        staging.release(name);
}

}  // namespace metrisk::app
