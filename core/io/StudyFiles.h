#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::io {

/// What a volume is in a study.
enum class Role { T1ce, Flair, Label };
std::string roleName(Role role);          // "T1-CE", "FLAIR", "label"
std::string roleKey(Role role);           // "t1ce", "flair", "label": as in result.json
std::optional<Role> roleOfKey(const std::string& key);

/// The files of one study: each a NIfTI file, or a folder with one DICOM series. The label may be left out: then the
/// lesions are still to be found.
struct StudyFiles {
    std::filesystem::path t1ce;
    std::filesystem::path flair;
    std::filesystem::path label;

    const std::filesystem::path& of(Role role) const;
    std::filesystem::path& of(Role role);
    bool operator==(const StudyFiles&) const = default;
};

/// A small grey picture, rows from the top.
struct Thumbnail {
    int width = 0, height = 0;
    std::vector<std::uint8_t> grey;
    bool operator==(const Thumbnail&) const = default;
};

/// What a table of series shows of one; texts ready to read.
struct SeriesFacts {
    std::string title, studyDate, slices, spacing, orientation;
    std::vector<std::string> notes;
    Thumbnail thumbnail;  // of the middle slice
};

/// One readable volume that was found, and what it probably is; or one file that is kept out, with the reason.
struct Candidate {
    std::filesystem::path path;
    std::string description;   // "T1-CE · 240×240×155 · 1.0 mm", or why it cannot be used
    std::string reason;        // why this role: "name contains t1c", "DICOM contrast agent tag", ...
    std::optional<Role> role;  // absent when it is none of ours or cannot be told
    bool usable = true;
    SeriesFacts facts = {};
    bool refused = false;      // wanted, but it cannot be read; what is merely kept out is not refused
};

/// Looks at dropped or chosen files, folders, zip files and DICOMDIRs and proposes roles from names, DICOM tags and
/// content, each role at most once. What is kept out comes last. Throws Error{Input} when nothing readable is among
/// them.
std::vector<Candidate> proposeRoles(const std::vector<std::filesystem::path>& paths);

/// The files of the proposal; a role nobody was proposed for stays empty.
StudyFiles filesOf(const std::vector<Candidate>& candidates);

}  // namespace metrisk::io
