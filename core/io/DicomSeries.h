#pragma once

#include "core/common/Job.h"
#include "core/interop/DicomHeader.h"
#include "core/io/DicomSlices.h"
#include "core/io/VolumeFiles.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace metrisk::io {

/// The files of one DICOM series with what their headers say, in file-name order.
struct DicomSeries {
    std::vector<std::filesystem::path> files;
    std::vector<interop::DicomHeader> headers;
    std::vector<std::string> problems;  // why files of this series cannot be read, as sentences: then none of it is used

    std::string part = {};  // which of several takes of the same slices this is, "echo time 80 ms"; else empty
    std::string shownName;  // where it differs from that on the disk: inside a zip

    std::string name() const;  // of its folder, or of its only file
    DicomSeries only(const std::vector<std::size_t>& members) const;  // some of its files, in that order; else the same
};

/// Sorts image files into series: those that share a series identifier; a multi-frame file is one of its own.
class SeriesCollector {
public:
    /// A file whose header could not be read belongs to its series all the same: left out in silence it would
    /// shorten the volume.
    void add(const std::filesystem::path& file, interop::DicomHeader header);
    void addDamaged(const std::filesystem::path& file, interop::DicomHeader header, const std::string& seriesUid,
                    const std::string& problem);
    std::vector<DicomSeries> collected() const;  // ordered by their first file's name

private:
    std::map<std::string, DicomSeries> m_series;  // by identifier
};

/// Reads the slices, orders them by their place in the patient and stacks them. An exact copy of a slice is left out
/// with a note. Throws Error{Input} for missing, doubled or unevenly spaced slices, a tilted gantry, colour, slices of
/// different directions, and slices without a place in the patient.
LoadedVolume readDicomSeries(const DicomSeries& series, const Job& job = {});

/// Says which of several takes this is, where there are several.
void notePart(const DicomSeries& series, std::vector<std::string>& notes);

/// One slice alone, where it lies in the patient.
imaging::Volume readSlice(const DicomSeries& series, const SlicePlan& plan, int z);

}  // namespace metrisk::io
