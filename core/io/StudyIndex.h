#pragma once

#include "core/common/Job.h"
#include "core/imaging/ImageGeometry.h"
#include "core/io/StudyFiles.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::io {

/// What became of a file: part of a series that can be read, none of our business, or wanted but not readable.
enum class Verdict { Used, Ignored, Refused };
std::string verdictKey(Verdict verdict);  // "used", "ignored", "refused"

struct FoundFile {
    std::filesystem::path path;  // may lead into a zip
    Verdict verdict = Verdict::Ignored;
    std::string reason;          // a whole sentence
    std::string series = {};     // id of the series it belongs to, or empty
    std::string patientNameAsWritten = {};  // of a DICOM file in no series
};

/// How much a proposal of a role weighs: a name was given on purpose, content only fits.
enum class Weight { None, Content, Tags, Name };

/// One DICOM series, NIfTI file or drawn label, with what it probably is.
struct FoundSeries {
    std::string id;               // DICOM's series identifier, or the file; no two are the same
    std::filesystem::path path;   // by which readVolume opens it
    std::string name;             // of its file or folder
    std::string description, modality, patientName, patientNameAsWritten, patientId, studyDate, transferSyntax;
    std::optional<imaging::ImageGeometry> geometry;
    std::vector<std::filesystem::path> files;
    std::optional<Role> role;
    std::string roleReason;
    Weight weight = Weight::None;
    std::vector<std::string> notes;
    bool isImageSeries = false;   // DICOM images, whose other files lie beside the first
    bool usable = false;
    std::string reason;           // why it can be used or not, a whole sentence
    Thumbnail thumbnail;
};

/// Everything that lies at some paths. Every file has exactly one verdict.
struct StudyIndex {
    std::vector<FoundFile> files;
    std::vector<FoundSeries> series;
};

struct LookOptions {
    bool readVoxels = false;   // a series is usable only when its voxels could be read
    bool thumbnails = false;
};

/// Looks at files, folders with all below them, zip files and DICOMDIRs; in memory, nothing is written beside them.
/// Roles are proposed, each at most once. Throws Error{Input} when a path does not exist or holds too many files.
StudyIndex lookInto(const std::vector<std::filesystem::path>& paths, const LookOptions& options = {}, const Job& job = {});

}  // namespace metrisk::io
