#pragma once

#include "ui/panels/CaseSession.h"

#include <filesystem>

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
/// made from. Both absent when nothing was corrected; the second also when the result was made from the label file's own.
struct ReopenedContours {
    std::optional<analysis::ContourVersion> latestVersion, scoredVersion;
    imaging::LabelMap latest, scored;
};

/// A kept case as its files say, with its latest contour, and as its latest result saw it.
struct ReopenedImages {
    std::shared_ptr<const analysis::OpenedCase> original, opened, scored;
};

/// The images of a kept case, read again. Throws Error{Input} when a file is gone or is no longer the one that was
/// analysed, and when a contour does not fit them any more: then the stored numbers stay without images.
ReopenedImages openUnchanged(const storage::CaseRecord& record, const ReopenedContours& contours, const Job& job);

/// A kept case with its latest result, before its images are read.
CaseSession sessionOf(storage::StoredCase stored);

}  // namespace metrisk::ui::panels
