#pragma once

#include "core/imaging/ImageGeometry.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::io {

/// What one file of a series says; texts in UTF-8.
struct DicomHeader {
    std::string patientId, patientName, birthDate, studyDate, seriesDescription, protocolName;
    std::string contrastAgent, modality;
    imaging::Index3 size{0, 0, 0};  // of this one file: z is the number of frames
    Eigen::Vector3d spacingMm = Eigen::Vector3d::Zero();
};

/// One DICOM image: a slice, or all frames of a multi-frame file.
struct DicomImage {
    imaging::ImageGeometry geometry;  // its third axis is the slice's normal
    std::vector<float> voxels;
};

// Read through ITK and GDCM, after the file's outline was found sound. Each throws Error{Input} naming
// the file when it is damaged, in colour, or does not say where it lies in the patient.
DicomHeader readDicomHeader(const std::filesystem::path& file);
DicomImage readDicomImage(const std::filesystem::path& file);

/// Image Position (Patient) of every frame of an enhanced multi-frame file; empty when it has none.
std::vector<Eigen::Vector3d> framePositions(const std::filesystem::path& file);

}  // namespace metrisk::io
