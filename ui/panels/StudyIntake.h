#pragma once

#include "ui/panels/CaseSession.h"

#include <filesystem>
#include <functional>

namespace metrisk::ui::panels {

/// What was dropped or chosen, images apart from the clinical values that came with them.
struct StudyIntake {
    std::vector<std::filesystem::path> images;
    std::filesystem::path clinical;  // dropped, in a dropped folder, or beside the images; empty without one
};
StudyIntake intakeOf(const std::vector<std::filesystem::path>& dropped);

/// Every role has a file.
bool complete(const io::StudyFiles& files);

/// The corrected contours of a kept case that are needed to show it: the latest one, and the one its latest result was
/// made from. Both absent when nothing was corrected; the second also when the result was made from the outline as it came.
struct ReopenedContours {
    std::optional<analysis::ContourVersion> latestVersion, scoredVersion;
    imaging::LabelMap latest, scored;
};

/// A kept case as its files say, with its latest contour, and as its latest result saw it.
struct ReopenedImages {
    std::shared_ptr<const analysis::OpenedCase> original, opened, scored;
};

/// Makes the segmenter that draws a label where none was chosen; called inside the job that needs one. Throws Error{Model}
/// when there is no pack or the pack is refused.
using SegmenterSource = std::function<std::shared_ptr<const segmentation::LesionSegmenter>(const Job&)>;

/// A study read and prepared, its label drawn where none was chosen. An empty source: then that is refused.
analysis::OpenedCase openStudyFiles(const io::StudyFiles& files, const preprocessing::PreparationOptions& preparation,
                                    const SegmenterSource& segmenters, const Job& job);

/// The images of a kept case, read and prepared again as for its latest result, or by `preparation` where it has none, with the
/// lesion which that scored as index lesion. Throws Error{Input}
/// when a file is gone or is no longer the one that was analysed, when another pack than then would draw the outline, and
/// when a contour does not fit the images any more: then the stored numbers stay without images.
ReopenedImages openUnchanged(const storage::CaseRecord& record, const ReopenedContours& contours,
                             const std::optional<analysis::CaseResult>& latest,
                             const preprocessing::PreparationOptions& preparation, const SegmenterSource& segmenters, const Job& job);

/// A kept case with its latest result, before its images are read.
CaseSession sessionOf(storage::StoredCase stored);

}  // namespace metrisk::ui::panels
