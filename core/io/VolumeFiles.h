#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::io {

/// One 3D volume from a NIfTI file (.nii, .nii.gz) or a folder with one DICOM series, with what
/// its header says about the patient and the series. One file of a DICOM series stands for the
/// whole of its series in its folder, so that one of several series in a folder can be named. A
/// folder with several series is refused. Paths may lead into a zip: "study.zip/t1/0001.dcm".
struct LoadedVolume {
    imaging::Volume volume;
    std::string patientId, patientName, birthDate, studyDate, seriesDescription;
    std::string frameOfReferenceUid;  // of DICOM: what shares it lies in one space
    std::vector<std::string> notes;
};
LoadedVolume readVolume(const std::filesystem::path& path, const Job& job = {});

/// Writes NIfTI (.nii or .nii.gz), with sform and qform set. The file appears under its name only
/// when it is complete. Throws Error{Storage} when it cannot be written.
void writeVolume(const imaging::Volume& volume, const std::filesystem::path& path);
void writeLabelMap(const imaging::LabelMap& labels, const std::filesystem::path& path);

}  // namespace metrisk::io
