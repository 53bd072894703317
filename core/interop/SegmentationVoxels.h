#pragma once

#include "core/imaging/LabelMap.h"
#include "core/interop/DicomFile.h"

#include <string>
#include <vector>

namespace metrisk::interop {

/// The segments of a DICOM segmentation as one label map on the segmentation's own grid. Frames may be missing (empty
/// slices are often left out) and segments may overlap: a core counts over oedema. Fractions count from one half.
imaging::LabelMap segmentationVoxels(const DicomFile& file, std::vector<std::string>& notes);

}  // namespace metrisk::interop
