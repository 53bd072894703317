#pragma once

#include "core/common/Job.h"
#include "core/inference/ModelPackage.h"

#include <filesystem>

namespace metrisk::inference {

/// Makes a model pack of a folder that was put together by hand: members (models/convert_checkpoint.py), cohort.csv,
/// MODEL_CARD.md, and a model.json in which the digests may be absent. Without a golden case one is made: an invented
/// head and lesion, and what every member says about it here and now. Then all is digested, model.json is written
/// anew and the pack is read back and computed as a user's copy of MetRisk will. Throws Error{Model} for what does not
/// fit together, Error{Storage} when it cannot be written.
ModelPackage sealDraft(const std::filesystem::path& folder, const Job& job = {});

}  // namespace metrisk::inference
