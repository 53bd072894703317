#pragma once

#include "core/io/DicomScan.h"
#include "core/io/FileList.h"
#include "core/io/StudyIndex.h"

namespace metrisk::io {

/// What a NIfTI file is; with its voxels when they are asked for. Never throws for what is in the file.
FoundSeries findingOfNifti(const ListedFile& file, const LookOptions& options);

/// What an image series is. `files`: its files, in the order of `series`.
FoundSeries findingOfSeries(const DicomSeries& series, const std::vector<ListedFile>& files, const LookOptions& options);

/// What a label is that was drawn as a DICOM segmentation or structure set.
FoundSeries findingOfDrawnLabel(const ListedFile& file, const interop::DicomHeader& header);

}  // namespace metrisk::io
