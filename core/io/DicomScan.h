#pragma once

#include "core/interop/DicomFile.h"
#include "core/io/DicomSeries.h"

#include <filesystem>
#include <optional>
#include <string>

namespace metrisk::io {

/// What one DICOM file is, before it is put into a series.
struct DicomLook {
    interop::DicomKind kind = interop::DicomKind::NoImage;
    interop::DicomHeader header;  // as far as it could be read
    std::string seriesUid;
    std::string problem;   // why it is no part of a volume, as a sentence; empty for an image
    bool damaged = false;
};

/// Never throws for what is in the file: see `problem`.
DicomLook lookAtDicom(const std::filesystem::path& file);

/// Adds a file to its series when it belongs to one, whole or damaged.
void collect(SeriesCollector& collector, const std::filesystem::path& file, const DicomLook& look);

/// The image series whose files lie directly in a folder.
std::vector<DicomSeries> dicomSeriesIn(const std::filesystem::path& folder);

/// The series a file belongs to, among the files of its folder. Throws Error{Input} saying why it belongs to none.
DicomSeries dicomSeriesOf(const std::filesystem::path& file);

}  // namespace metrisk::io
