#pragma once

#include "core/io/Study.h"
#include "core/io/VolumeFiles.h"

#include <filesystem>
#include <string>
#include <vector>

namespace metrisk::io {

/// The part of a file name that names the case, without role words and extension:
/// "BraTS-MET-00110-000-t1c.nii.gz" -> "BraTS-MET-00110-000". Empty when nothing is left.
std::string caseStem(const std::filesystem::path& path);

/// Whether two case names surely mean different cases: they are built alike and differ in a number
/// ("sub-01", "sub-02"), or both carry a number of three or more digits and these differ. Dates and
/// running numbers of scans do not count.
bool namesDifferentCases(const std::string& stemA, const std::string& stemB);

/// One input with what its file says about the patient.
struct PatientClue {
    Role role = Role::T1ce;
    std::filesystem::path path;
    std::string patientId, patientName, birthDate, studyDate;  // empty for NIfTI
};

/// Throws Error{Input} when two inputs belong to different patients.
void refuseDifferentPatients(const std::vector<PatientClue>& clues);

/// Who the inputs belong to, from DICOM where any of them is, else from the file names, else from the
/// nearest folder whose name carries a case number.
PatientIdentity identityOf(const std::vector<PatientClue>& clues);

/// A sentence for every pair of inputs from different days.
std::vector<std::string> dateNotes(const std::vector<PatientClue>& clues);

}  // namespace metrisk::io
