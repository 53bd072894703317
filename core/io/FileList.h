#pragma once

#include "core/io/ZipFolder.h"

#include <memory>
#include <string>
#include <vector>

namespace metrisk::io {

/// One file to look at.
struct ListedFile {
    std::filesystem::path local;  // where it can be read
    std::filesystem::path shown;  // what the user calls it; inside a zip both differ
    std::string problem;          // why it cannot be looked at, as a sentence; empty otherwise
};

/// All files at some paths: folders with everything below them, zip files, and what a DICOMDIR refers to. Archives
/// stay unpacked as long as this lives.
struct FileList {
    std::vector<ListedFile> files;
    std::vector<std::shared_ptr<const ZipFolder>> archives;
};

/// Throws Error{Input} when a path does not exist or more than 20000 files lie below it.
FileList filesAt(const std::vector<std::filesystem::path>& paths);

}  // namespace metrisk::io
