#pragma once

#include "core/imaging/LabelMap.h"
#include "core/interop/ContourStack.h"
#include "core/interop/DicomFile.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::interop {

/// A label that was drawn elsewhere and came as a DICOM segmentation or a radiotherapy structure set, with what the
/// file says about the patient. It is brought onto another grid by where both lie in the patient.
///
///     const auto drawn = readDrawnLabel(file);
///     const auto labels = drawn.onGrid(t1ce.geometry());
struct DrawnLabel {
    std::string name;  // of the file
    std::string patientId, patientName, birthDate, studyDate, description;
    std::string frameOfReferenceUid;            // what it was drawn in
    std::optional<imaging::LabelMap> voxels;    // of a segmentation, on its own grid
    std::vector<ContourStack> contours;         // of a structure set, one per region
    std::vector<std::string> notes;             // what was read as what

    /// Throws Error{Input} when nothing of it lies on the grid.
    imaging::LabelMap onGrid(const imaging::ImageGeometry& grid) const;
};

/// Whether a file is a DICOM segmentation or a structure set.
bool isDrawnLabel(const std::filesystem::path& path);

/// Throws Error{Input} naming the file for damaged files, and for what cannot be turned into voxels exactly: slices
/// of different directions or uneven distance, contours that lie in no plane, no segment named as core or oedema.
DrawnLabel readDrawnLabel(const std::filesystem::path& path);
DrawnLabel drawnLabelOf(const DicomFile& file);

}  // namespace metrisk::interop
