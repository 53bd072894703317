#include "ui/panels/StudyIntake.h"

#include "core/analysis/CorrectedContour.h"
#include "core/common/Error.h"
#include "core/io/ZipFolder.h"
#include "core/preprocessing/Atlas.h"
#include "core/segmentation/LesionIds.h"

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
    if (!io::pathExists(input.path))
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

using SharedCase = std::shared_ptr<const analysis::OpenedCase>;

SharedCase withKept(const SharedCase& original, const SharedCase& shown, const std::optional<analysis::ContourVersion>& version,
                    const imaging::LabelMap& label, const Job& job)
{
    if (!version)
        return shown;
    auto opened = analysis::withContour(*original, *shown, label, job);
    if (opened.contour)
        opened.contour = version;
    return std::make_shared<const analysis::OpenedCase>(std::move(opened));
}

/// With the lesion first that the result scored. It is found by its place: IDs depend on the order of the edits.
SharedCase asScored(SharedCase opened, const std::optional<analysis::CaseResult>& result)
{
    if (!result || opened->lesions.index().centreVoxel == result->lesion.centreVoxel)
        return opened;
    const auto& lesions = opened->lesions.lesions;
    const auto scored = std::ranges::find(lesions, result->lesion.centreVoxel, &segmentation::Lesion::centreVoxel);
    if (scored == lesions.end())
        return opened;
    auto changed = *opened;
    changed.lesions = segmentation::withIndex(opened->lesions, scored->id, opened->prepared.label);
    return std::make_shared<const analysis::OpenedCase>(std::move(changed));
}

/// How the images of a result were prepared, so that they come back the same: on the very same atlas, which the site may
/// have moved to `atlasAtHand`. Without registration no voxel depends on the atlas.
preprocessing::PreparationOptions preparationOf(const analysis::CaseResult& result, const path& atlasAtHand, const Job& job)
{
    if (!result.preparation)
        return {};
    auto options = preprocessing::optionsOf(*result.preparation);
    if (result.preparation->atlas)
        options.atlas = result.preparation->wantsAcceptance()
                            ? preprocessing::unchangedAtlas(*result.preparation->atlas, atlasAtHand, job)
                            : path();
    return options;
}

/// The latest result of the same lesion that was made from another contour than the last one; absent without one.
std::optional<analysis::CaseResult> beforeCorrection(const std::vector<storage::StoredPrediction>& predictions)
{
    for (auto prediction = predictions.rbegin(); prediction != predictions.rend(); ++prediction)
        if (prediction->result.lesion.id == predictions.back().result.lesion.id &&
            !sameContour(prediction->result.contour, predictions.back().result.contour))
            return prediction->result;
    return std::nullopt;
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

analysis::OpenedCase openStudyFiles(const io::StudyFiles& files, const preprocessing::PreparationOptions& preparation,
                                    const SegmenterSource& segmenters, const Job& job)
{
    if (!files.label.empty() || !segmenters)
        return analysis::CaseAnalyzer::open(files, {preparation}, job);
    const auto segmenter = segmenters(job.stage("Loading the segmentation pack", 0.0, 0.05));
    return analysis::CaseAnalyzer::open(files, {preparation, segmenter.get()}, job.part(0.05, 1.0));
}

ReopenedImages openUnchanged(const storage::CaseRecord& record, const ReopenedContours& contours,
                             const std::optional<analysis::CaseResult>& latest,
                             const preprocessing::PreparationOptions& preparation, const SegmenterSource& segmenters, const Job& job)
{
    const auto checking = job.stage("Checking the files of this case", 0.0, 0.1);
    const double parts = double(std::max<std::size_t>(record.inputs.size(), 1));
    for (std::size_t i = 0; i < record.inputs.size(); ++i)
        requireUnchanged(record.inputs[i], checking.part(double(i) / parts, double(i + 1) / parts));
    const auto asBefore = latest ? preparationOf(*latest, preparation.atlas, checking.part(1.0, 1.0)) : preparation;
    auto opened = openStudyFiles(record.files, asBefore, segmenters, job.part(0.1, 0.9));
    if (latest && opened.segmenter != latest->segmenter)
        throw Error(Error::Kind::Input, "The outline of this case was drawn by another segmentation pack than the one at hand.",
                    "The stored numbers belong to that outline, so these images are not shown; open them as a new study to analyse them.");
    if (latest && latest->preparation) {
        opened.prepared.record.acceptedAt = latest->preparation->acceptedAt;
        opened.prepared.record.acceptedUnseen = latest->preparation->acceptedUnseen;
    }
    const auto original = std::make_shared<const analysis::OpenedCase>(std::move(opened));
    const auto scored = asScored(withKept(original, original, contours.scoredVersion, contours.scored, job.part(0.9, 0.95)), latest);
    return {original, withKept(original, scored, contours.latestVersion, contours.latest, job.part(0.95, 1.0)), scored};
}

CaseSession sessionOf(storage::StoredCase stored)
{
    CaseSession session;
    session.files = stored.record.files;
    session.clinical = stored.record.clinical;
    session.caseId = stored.id;
    session.viewState = std::move(stored.viewState);
    session.predictions = int(stored.predictions.size());
    if (!stored.contours.empty())
        session.keptContour = stored.contours.back();
    session.before = beforeCorrection(stored.predictions);
    if (!stored.predictions.empty()) {
        session.result = std::move(stored.predictions.back().result);
        session.kept = true;
    }
    return session;
}

}  // namespace metrisk::ui::panels
