#pragma once

#include "core/analysis/CaseAnalyzer.h"

namespace metrisk::analysis {

/// SHA-256 of a label's voxel bytes, x fastest: what a contour is known by.
std::string contourDigest(const imaging::LabelMap& label);

/// The study of `original` (as it was opened) with a label that was corrected on its grid: lesions measured anew under the
/// IDs they have in `shown`, another correction of it or itself, with the lesion chosen there. It is named as a contour
/// unless the label is the original's. The version stays 0 until the case base keeps the contour. Throws Error{Input} for a
/// label without core or on another grid.
OpenedCase withContour(const OpenedCase& original, const OpenedCase& shown, const imaging::LabelMap& label, const Job& job = {});

/// Another segmentation of the same images, to copy from: a label file that lies on the grid of the prepared case, in any
/// axis order. Nothing is resampled, so that no contour lands beside its place. Throws Error{Input} for any other file.
imaging::LabelMap otherSegmentation(const std::filesystem::path& file, const imaging::ImageGeometry& grid, const Job& job = {});

/// The digest of what a correction of this study begins as: the label's file, or the voxels of a label that a pack drew.
std::string baseDigest(const OpenedCase& original);

}  // namespace metrisk::analysis
