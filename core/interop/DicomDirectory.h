#pragma once

#include <filesystem>
#include <vector>

namespace metrisk::interop {

/// The files a DICOMDIR refers to, relative to its folder. Empty for other files and for damaged ones; a reference
/// that leads out of the folder is left out.
std::vector<std::filesystem::path> referencesOf(const std::filesystem::path& dicomdir);

}  // namespace metrisk::interop
