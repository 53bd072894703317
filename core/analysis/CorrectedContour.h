#pragma once

#include "core/analysis/CaseAnalyzer.h"

namespace metrisk::analysis {

/// SHA-256 of a label's voxel bytes, x fastest: what a contour is known by.
std::string contourDigest(const imaging::LabelMap& label);

/// The study of `original` (as its files say) with a label that was corrected on its grid: lesions measured anew, and
/// named as a contour unless the label is the file's own. The version stays 0 until the case base keeps the contour.
/// Throws Error{Input} for a label without core or on another grid.
OpenedCase withContour(const OpenedCase& original, const imaging::LabelMap& label, const Job& job = {});

/// Another segmentation of the same images, to copy from: a label file that lies on the grid of the prepared case, in any
/// axis order. Nothing is resampled, so that no contour lands beside its place. Throws Error{Input} for any other file.
imaging::LabelMap otherSegmentation(const std::filesystem::path& file, const imaging::ImageGeometry& grid, const Job& job = {});

/// The digest of the file that the label of a study came from.
std::string labelFileDigest(const OpenedCase& opened);

}  // namespace metrisk::analysis
