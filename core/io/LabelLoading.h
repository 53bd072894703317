#pragma once

#include "core/io/VolumeFiles.h"

namespace metrisk::io {

/// A label file. One that was drawn as a DICOM segmentation or structure set is brought onto the grid of the T1-CE, in
/// our numbers, with notes of what was read as what; it must share the T1-CE's frame of reference where both name one.
LoadedVolume readLabel(const std::filesystem::path& path, const LoadedVolume& t1ce, const Job& job = {});

}  // namespace metrisk::io
