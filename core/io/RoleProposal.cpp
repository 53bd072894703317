#include "core/common/Error.h"
#include "core/io/DicomSeries.h"
#include "core/io/GeometryCheck.h"
#include "core/io/GeometryText.h"
#include "core/io/NiftiFile.h"
#include "core/io/RoleNames.h"
#include "core/io/StudyFiles.h"
#include "core/io/VolumeFiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

/// How much a proposal weighs: a name was given on purpose, content only fits.
enum Weight { None = 0, Content = 1, Tags = 2, Name = 3 };

struct Finding {
    Candidate candidate;
    Weight weight = None;
    bool nifti = false;
};

constexpr std::size_t mostFiles = 5000;

std::vector<fs::path> sortedEntries(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code ignored;
    for (auto entry = fs::directory_iterator(folder, ignored); entry != fs::directory_iterator(); entry.increment(ignored)) {
        if (entries.size() == mostFiles)
            throw Error(Error::Kind::Input,
                        fmt::format("The folder {} holds more than {} files.", folder.filename().string(), mostFiles),
                        "Choose the folder of one patient, or the files themselves.");
        entries.push_back(entry->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool hasNiftiName(const fs::path& path)
{
    const std::string name = path.filename().string();
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

Finding unusable(const fs::path& path, const Error& error)
{
    Finding finding;
    finding.candidate = {path, error.whatHappened(), "cannot be read", std::nullopt, false};
    return finding;
}

void propose(Finding& finding, const RoleGuess& guess, Weight weight, const std::string& source)
{
    if (!guess.role || finding.candidate.role)
        return;
    finding.candidate.role = guess.role;
    finding.candidate.reason = fmt::format("{} contains \"{}\"", source, guess.word);
    finding.weight = weight;
}

Finding lookAtNifti(const fs::path& path)
{
    try {
        const auto header = readNiftiHeader(path);
        checkRightAngles(header.geometry, path.filename().string());
        Finding finding{{path, geometryText(header.geometry), "nothing tells what it is", std::nullopt, true}, None, true};
        propose(finding, roleFromText(path.filename().string()), Name, "name");
        return finding;
    } catch (const Error& error) {
        return unusable(path, error);
    }
}

std::string describe(const DicomHeader& header, std::size_t files)
{
    const bool multiFrame = files == 1 && header.size[2] > 1;
    const int slices = multiFrame ? header.size[2] : int(files);
    return fmt::format("{}{}{}×{}×{} · {:.1f}×{:.1f} mm", header.seriesDescription,
                       header.seriesDescription.empty() ? "" : " · ", header.size[0], header.size[1], slices,
                       header.spacingMm.x(), header.spacingMm.y());
}

/// A series under the path it can be opened by: its folder when it is alone there.
Finding lookAtDicom(const DicomSeries& series, const fs::path& path)
{
    try {
        const auto header = readDicomHeader(series.files.front());
        Finding finding{{path, describe(header, series.files.size()), "nothing tells what it is", std::nullopt, true}};
        const auto guess = roleFromText(header.seriesDescription + " " + header.protocolName);
        propose(finding, guess, Tags, "series description");
        if (!finding.candidate.role && guess.t1Weighted && !header.contrastAgent.empty()) {
            finding.candidate.role = Role::T1ce;
            finding.candidate.reason = fmt::format("T1 with contrast agent in its DICOM tags ({})", header.contrastAgent);
            finding.weight = Tags;
        }
        propose(finding, roleFromText(path.filename().string()), Tags, "name");
        return finding;
    } catch (const Error& error) {
        return unusable(path, error);
    }
}

void lookAtSeriesIn(const fs::path& folder, const std::set<fs::path>& wanted, std::vector<Finding>& findings)
{
    const auto all = dicomSeriesIn(folder);
    for (const auto& series : all) {
        const auto isWanted = [&](const fs::path& file) { return wanted.contains(file.filename()); };
        if (wanted.empty() || std::any_of(series.files.begin(), series.files.end(), isWanted))
            findings.push_back(lookAtDicom(series, all.size() == 1 ? folder : series.files.front()));
    }
}

/// NIfTI files and DICOM series that lie directly in a folder.
void lookIn(const fs::path& folder, const std::vector<fs::path>& entries, std::vector<Finding>& findings)
{
    bool others = false;
    for (const auto& entry : entries) {
        if (!fs::is_regular_file(entry))
            continue;
        if (hasNiftiName(entry))
            findings.push_back(lookAtNifti(entry));
        else
            others = true;
    }
    if (others)
        lookAtSeriesIn(folder, {}, findings);
}

std::vector<Finding> lookAt(const std::vector<fs::path>& paths)
{
    std::vector<Finding> findings;
    std::vector<std::pair<fs::path, std::set<fs::path>>> dicomFiles;  // by folder
    for (const auto& path : paths) {
        if (fs::is_directory(path)) {
            const auto entries = sortedEntries(path);
            lookIn(path, entries, findings);
            for (const auto& entry : entries)
                if (fs::is_directory(entry))
                    lookIn(entry, sortedEntries(entry), findings);
        } else if (!hasNiftiName(path) && !isNiftiFile(path) && isDicomFile(path)) {
            const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
            auto known = std::find_if(dicomFiles.begin(), dicomFiles.end(),
                                      [&](const auto& item) { return item.first == folder; });
            if (known == dicomFiles.end())
                known = dicomFiles.insert(dicomFiles.end(), {folder, {}});
            known->second.insert(path.filename());
        } else {
            findings.push_back(lookAtNifti(path));
        }
    }
    for (const auto& [folder, files] : dicomFiles)
        lookAtSeriesIn(folder, files, findings);
    return findings;
}

/// Few whole numbers that leave most of the field empty: somebody drew them.
bool looksLikeLabel(const imaging::Volume& volume)
{
    std::set<float> values;
    std::size_t marked = 0;
    for (const float value : volume.voxels()) {
        if (value != std::round(value) || value < 0)
            return false;
        if (values.insert(value).second && values.size() > 5)
            return false;
        marked += value != 0;
    }
    // A mask of the whole brain covers more than a tenth of a usual field.
    return values.size() > 1 && double(marked) < 0.1 * double(volume.voxels().size());
}

void findLabelByContent(std::vector<Finding>& findings)
{
    int looked = 0;
    for (auto& finding : findings) {
        if (!finding.nifti || finding.candidate.role || ++looked > 8)
            continue;
        try {
            if (!looksLikeLabel(readVolume(finding.candidate.path).volume))
                continue;
        } catch (const Error& error) {
            finding = unusable(finding.candidate.path, error);
            continue;
        }
        finding.candidate.role = Role::Label;
        finding.candidate.reason = "holds a few whole numbers, as a label does";
        finding.weight = Content;
        return;
    }
}

bool anyHas(const std::vector<Finding>& findings, Role role)
{
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.candidate.role == role; });
}

/// Each role goes to the best-founded finding, of equal ones to the first.
void keepOnePerRole(std::vector<Finding>& findings, Role role)
{
    Finding* best = nullptr;
    for (auto& finding : findings)
        if (finding.candidate.role == role && (!best || finding.weight > best->weight))
            best = &finding;
    for (auto& finding : findings)
        if (finding.candidate.role == role && &finding != best) {
            finding.candidate.role.reset();
            finding.candidate.reason = fmt::format("also looks like {}, but {} was taken", roleName(role),
                                                   best->candidate.path.filename().string());
        }
}

}  // namespace

std::vector<Candidate> proposeRoles(const std::vector<fs::path>& paths)
{
    auto findings = lookAt(paths);
    if (!anyHas(findings, Role::Label))
        findLabelByContent(findings);
    for (const Role role : {Role::T1ce, Role::Flair, Role::Label})
        keepOnePerRole(findings, role);
    std::vector<Candidate> candidates;
    for (auto& finding : findings) {
        if (finding.candidate.role)
            finding.candidate.description = roleName(*finding.candidate.role) + " · " + finding.candidate.description;
        candidates.push_back(std::move(finding.candidate));
    }
    if (std::none_of(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.usable; }))
        throw Error(Error::Kind::Input,
                    candidates.size() == 1 ? candidates.front().description : "Nothing chosen is an image MetRisk can read.",
                    "Choose NIfTI files (.nii, .nii.gz) or DICOM folders.");
    return candidates;
}

StudyFiles filesOf(const std::vector<Candidate>& candidates)
{
    StudyFiles files;
    for (const auto& candidate : candidates)
        if (candidate.role && candidate.usable)
            files.of(*candidate.role) = candidate.path;
    return files;
}

}  // namespace metrisk::io
