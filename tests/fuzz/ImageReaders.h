#pragma once

#include <cstddef>
#include <span>

/// The readers of images and labels that come from elsewhere, fed with any bytes; see Readers.h.
namespace metrisk::fuzz {

/// A NIfTI file, compressed or not: every voxel its header promises, on axes at right angles.
void readNifti(std::span<const std::byte> bytes);

/// One to four DICOM files behind a byte that says how many, cut evenly: read, sorted into series, planned as a
/// volume and decoded. A plan uses no frame twice and none that is not there.
void readDicomImages(std::span<const std::byte> bytes);

/// A DICOM segmentation or structure set, brought onto a small grid: the labels are ours.
void readDrawnLabels(std::span<const std::byte> bytes);

}  // namespace metrisk::fuzz
