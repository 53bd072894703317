#pragma once

#include "core/common/Job.h"
#include "core/io/VolumeFiles.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::io {

/// The files of one DICOM series, in file-name order.
struct DicomSeries {
    std::vector<std::filesystem::path> files;
};

/// The image series whose files lie directly in a folder, ordered by their first file's name.
std::vector<DicomSeries> dicomSeriesIn(const std::filesystem::path& folder);

/// The series a file belongs to, among the files of its folder.
DicomSeries dicomSeriesOf(const std::filesystem::path& file);

/// Reads the slices, orders them by their place in the patient and stacks them. Throws
/// Error{Input} for missing, doubled or unevenly spaced slices, a tilted gantry, colour, slices of
/// different directions, and slices without a place in the patient.
LoadedVolume readDicomSeries(const DicomSeries& series, const Job& job = {});

}  // namespace metrisk::io
