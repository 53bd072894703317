#pragma once

#include "core/imaging/Volume.h"

#include <filesystem>
#include <map>
#include <string>

/// DICOM series drawn by a test, written by ITK: one classic MR file per slice.
namespace metrisk::testing {

struct DicomDraft {
    std::string seriesUid = "1.2.826.0.1.3680043.8.498.1";
    std::map<std::string, std::string> tags{{"0010|0020", "P1"}, {"0010|0010", "Doe^Jane"},
                                            {"0010|0030", "19610203"}, {"0008|0020", "20240517"}};
    std::string filePrefix = "slice";

    /// Whole intensities are kept; returns the files, in the order of the volume's slices.
    std::vector<std::filesystem::path> write(const imaging::Volume& volume,
                                             const std::filesystem::path& folder) const;
};

}  // namespace metrisk::testing
