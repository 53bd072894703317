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

/// How the images of a kept case were prepared for its latest result, so that they come back the same.
std::optional<preprocessing::PreparationRecord> preparationOf(const storage::StoredCase& stored);

/// The images of a kept case, read and prepared again. Throws Error{Input} when a file is gone or is no longer the one that was
/// analysed: then the stored numbers stay without images.
analysis::OpenedCase openUnchanged(const storage::CaseRecord& record,
                                   const std::optional<preprocessing::PreparationRecord>& preparation, const Job& job);

/// A kept case with its latest result, before its images are read.
CaseSession sessionOf(storage::StoredCase stored);

}  // namespace metrisk::ui::panels
