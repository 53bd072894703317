#pragma once

#include "core/imaging/Volume.h"
#include "core/io/StudyFiles.h"

namespace metrisk::io {

/// The middle slice of a volume, at most 64 pixels wide and high, laid out as on the screen: patient's right on the
/// left, nose to the left in sagittal slices. Grey from the 1st to the 99th percentile.
Thumbnail thumbnailOf(const imaging::Volume& volume);

/// "axial", "sagittal, oblique": how the slices of a stack lie in the patient.
std::string orientationText(const imaging::ImageGeometry& geometry);

}  // namespace metrisk::io
