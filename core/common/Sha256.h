#pragma once

#include "core/common/Job.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace metrisk::common {

/// SHA-256 of a text, as 64 lower-case hexadecimal digits.
std::string sha256Of(std::string_view text);

/// SHA-256 of a file's content; for a folder, of the sorted "digest  relative/path\n" lines of
/// the files in it. Throws Error{Input} when something cannot be read.
std::string sha256OfPath(const std::filesystem::path& path, const Job& job = {});

}  // namespace metrisk::common
