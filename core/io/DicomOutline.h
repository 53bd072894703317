#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace metrisk::io {

/// What a DICOM file's own structure says, walked element by element without any library. Debian's
/// GDCM stops the whole program on some damaged files; it only ever sees files whose outline is sound.
struct DicomOutline {
    std::string transferSyntax, sopClass, seriesUid;  // unique identifiers
    int rows = 0, columns = 0, frames = 1, samplesPerPixel = 1, bitsAllocated = 0;
    bool hasPixels = false;
    bool damaged = false;  // cut short, or its structure makes no sense
    std::string problem;  // what is wrong with it, as the end of a sentence about the file; empty when sound
};

/// Whether a file has DICOM's mark ("DICM" after 128 bytes).
bool isDicomFile(const std::filesystem::path& path);

/// Never throws for what is in the file: see `problem`.
DicomOutline dicomOutlineOf(const std::filesystem::path& path);

/// The outline of a sound image file. Throws Error{Input} with its problem otherwise.
DicomOutline checkedOutline(const std::filesystem::path& path);

}  // namespace metrisk::io
