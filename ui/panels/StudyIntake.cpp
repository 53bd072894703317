#include "ui/panels/StudyIntake.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

using std::filesystem::path;

constexpr auto clinicalFileName = "clinical.json";

bool isClinicalFile(const path& file)
{
    return file.extension() == ".json";
}

/// The clinical values that came with the images: dropped with them, in a dropped folder, or beside them.
path clinicalFileAmong(const std::vector<path>& dropped)
{
    for (const auto& entry : dropped)
        if (isClinicalFile(entry))
            return entry;
    std::error_code ignored;
    for (const auto& entry : dropped)
        for (const auto& candidate : {entry / clinicalFileName, entry.parent_path() / clinicalFileName})
            if (std::filesystem::is_regular_file(candidate, ignored))
                return candidate;
    return {};
}

/// The file must be there and have the digest it had when it was analysed.
void requireUnchanged(const io::InputFile& input, const Job& job)
{
    std::error_code ignored;
    if (!std::filesystem::exists(input.path, ignored))
        throw Error(Error::Kind::Input,
                    fmt::format("The {} of this case is no longer at {}.", io::roleName(input.role), input.path.string()),
                    "The stored numbers stay as they are; put the file back to see the images.");
    if (io::inputDigest(input.path, job) != input.sha256)
        throw Error(Error::Kind::Input,
                    fmt::format("The {} of this case was changed after the analysis: {}.", io::roleName(input.role),
                                input.path.string()),
                    "The stored numbers belong to the earlier file, so these images are not shown; "
                    "open them as a new study to analyse them.");
}

}  // namespace

StudyIntake intakeOf(const std::vector<path>& dropped)
{
    StudyIntake intake{{}, clinicalFileAmong(dropped)};
    for (const auto& entry : dropped)
        if (!isClinicalFile(entry))
            intake.images.push_back(entry);
    return intake;
}

bool complete(const io::StudyFiles& files)
{
    return !files.t1ce.empty() && !files.flair.empty() && !files.label.empty();
}

std::optional<preprocessing::PreparationRecord> preparationOf(const storage::StoredCase& stored)
{
    return stored.predictions.empty() ? std::nullopt : stored.predictions.back().result.preparation;
}

analysis::OpenedCase openUnchanged(const storage::CaseRecord& record,
                                   const std::optional<preprocessing::PreparationRecord>& preparation, const Job& job)
{
    const auto checking = job.stage("Checking the files of this case", 0.0, 0.1);
    const double parts = double(std::max<std::size_t>(record.inputs.size(), 1));
    for (std::size_t i = 0; i < record.inputs.size(); ++i)
        requireUnchanged(record.inputs[i], checking.part(double(i) / parts, double(i + 1) / parts));
    const auto options = preparation ? preprocessing::optionsOf(*preparation) : preprocessing::PreparationOptions{};
    auto opened = analysis::CaseAnalyzer::open(record.files, options, job.part(0.1, 1.0));
    if (preparation)
        opened.prepared.record.acceptedAt = preparation->acceptedAt;
    return opened;
}

CaseSession sessionOf(storage::StoredCase stored)
{
    CaseSession session;
    session.files = stored.record.files;
    session.clinical = stored.record.clinical;
    session.caseId = stored.id;
    session.viewState = std::move(stored.viewState);
    session.predictions = int(stored.predictions.size());
    if (!stored.predictions.empty()) {
        session.result = std::move(stored.predictions.back().result);
        session.kept = true;
    }
    return session;
}

}  // namespace metrisk::ui::panels
