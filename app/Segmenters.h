#pragma once

#include "core/common/Job.h"
#include "core/io/StudyFiles.h"
#include "core/segmentation/LesionSegmenter.h"

#include <memory>

namespace metrisk::app {

/// The segmenter of a pack folder; empty: of the default pack. Throws Error{Model} when there is none or it is refused.
std::shared_ptr<const segmentation::LesionSegmenter> loadSegmenter(const std::filesystem::path& folder, const Job& job = {});

/// The same where the files hold no label; null where they do.
std::shared_ptr<const segmentation::LesionSegmenter> segmenterFor(const io::StudyFiles& files, const std::filesystem::path& folder,
                                                                  const Job& job = {});

}  // namespace metrisk::app
