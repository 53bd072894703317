#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"
#include "core/io/StudyFiles.h"

#include <string>
#include <vector>

namespace metrisk::io {

/// Who the images belong to, as far as the files say. NIfTI names no patient: then `id` is the
/// common stem of the file names ("BraTS-MET-00110-000").
struct PatientIdentity {
    std::string id;
    std::string name;       // UTF-8, DICOM's ^ replaced by spaces
    std::string birthDate;  // YYYY-MM-DD or empty
    std::string studyDate;  // YYYY-MM-DD or empty
    bool operator==(const PatientIdentity&) const = default;
};

struct InputFile {
    Role role = Role::T1ce;
    std::filesystem::path path;
    std::string sha256;
    std::string description;  // "240×240×155 · 1.0×1.0×1.0 mm · LPS"
    bool operator==(const InputFile&) const = default;
};

/// The digest an InputFile carries: of the file or folder; where the path is one file of a DICOM
/// series, of the whole series. Throws Error{Input} when something cannot be read.
std::string inputDigest(const std::filesystem::path& path, const Job& job = {});

/// One study as the files say it, each volume still on its own grid.
struct Study {
    PatientIdentity patient;
    imaging::Volume t1ce;
    imaging::Volume flair;
    imaging::LabelMap label;          // 0 background, 1 oedema, 2 core; empty where none was chosen
    std::vector<InputFile> inputs;
    std::vector<std::string> notes;   // whole sentences the user must see
};

/// Reads T1-CE, FLAIR and, where one was chosen, the label. Throws Error{Input} with a sentence for: a missing role or file,
/// not an image, a truncated file, 2D or 4D data, voxels that are all NaN, a sheared geometry,
/// a label with values that are no label convention, volumes of different patients. NaN and
/// infinite voxels are set to 0 (infinite: the largest float) with a note. BraTS labels
/// (1 necrosis, 2 oedema, 3 or 4 enhancing) are mapped to ours with a note.
Study loadStudy(const StudyFiles& files, const Job& job = {});

}  // namespace metrisk::io
