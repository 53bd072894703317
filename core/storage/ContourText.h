#pragma once

#include "core/imaging/LabelMap.h"

#include <string>

namespace metrisk::storage {

/// Label voxels as a short text, "label x count" after each other in the order of memory: "0x8120 1x3 2x5 0x872". Some
/// ten thousand characters for a lesion on the model's grid, and the same on every database.
std::string runsOf(const imaging::LabelMap& label);

/// Back on a grid. Throws Error{Storage} for a text that is damaged or does not fill the grid exactly.
imaging::LabelMap labelFromRuns(const std::string& runs, const imaging::ImageGeometry& geometry);

/// "240 240 155", then the twelve numbers from voxel to patient (LPS, mm), row by row.
std::string gridText(const imaging::ImageGeometry& geometry);

/// Throws Error{Storage} for a damaged text.
imaging::ImageGeometry gridFromText(const std::string& text);

}  // namespace metrisk::storage
