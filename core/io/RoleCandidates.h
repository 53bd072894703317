#pragma once

#include "core/common/Error.h"
#include "core/io/StudyFiles.h"

#include <filesystem>
#include <vector>

namespace metrisk::io {

/// How much a proposal weighs: a name was given on purpose, content only fits.
enum class Weight { None, Content, Tags, Name };

/// A candidate and what its proposal rests on; several may still claim one role.
struct Finding {
    Candidate candidate;
    Weight weight = Weight::None;
    bool nifti = false;
};

/// What lies at the paths, one level deep, judged by names and DICOM tags alone.
std::vector<Finding> lookAt(const std::vector<std::filesystem::path>& paths);

/// A file that cannot be read, with the reason in place of its description.
Finding unusable(const std::filesystem::path& path, const Error& error);

}  // namespace metrisk::io
