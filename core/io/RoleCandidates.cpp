#include "core/io/RoleCandidates.h"

#include "core/common/Error.h"
#include "core/io/DicomImage.h"
#include "core/io/DicomOutline.h"
#include "core/io/DicomSeries.h"
#include "core/io/GeometryCheck.h"
#include "core/io/GeometryText.h"
#include "core/io/NiftiFile.h"
#include "core/io/RoleNames.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace metrisk::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 5000;

std::vector<fs::path> sortedEntries(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code ignored;
    for (auto entry = fs::directory_iterator(folder, ignored); entry != fs::directory_iterator();
         entry.increment(ignored)) {
        if (entries.size() == mostFiles)
            throw Error(
                Error::Kind::Input,
                fmt::format("The folder {} holds more than {} files.", folder.filename().string(), mostFiles),
                "Choose the folder of one patient, or the files themselves.");
        entries.push_back(entry->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
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
        Finding finding{{path, geometryText(header.geometry), "nothing tells what it is", std::nullopt, true},
                        Weight::None,
                        true};
        propose(finding, roleFromText(path.filename().string()), Weight::Name, "name");
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
        Finding finding{
            {path, describe(header, series.files.size()), "nothing tells what it is", std::nullopt, true}};
        const auto guess = roleFromText(header.seriesDescription + " " + header.protocolName);
        propose(finding, guess, Weight::Tags, "series description");
        if (!finding.candidate.role && guess.t1Weighted && !header.contrastAgent.empty()) {
            finding.candidate.role = Role::T1ce;
            finding.candidate.reason =
                fmt::format("T1 with contrast agent in its DICOM tags ({})", header.contrastAgent);
            finding.weight = Weight::Tags;
        }
        propose(finding, roleFromText(path.filename().string()), Weight::Tags, "name");
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
        std::error_code ignored;
        if (!fs::is_regular_file(entry, ignored))
            continue;
        if (hasNiftiName(entry))
            findings.push_back(lookAtNifti(entry));
        else
            others = true;
    }
    if (others)
        lookAtSeriesIn(folder, {}, findings);
}

void lookIntoFolder(const fs::path& folder, std::vector<Finding>& findings)
{
    const auto entries = sortedEntries(folder);
    lookIn(folder, entries, findings);
    std::error_code ignored;
    for (const auto& entry : entries)
        if (fs::is_directory(entry, ignored))
            lookIn(entry, sortedEntries(entry), findings);
}

}  // namespace

Finding unusable(const fs::path& path, const Error& error)
{
    return {{path, error.whatHappened(), "cannot be read", std::nullopt, false}};
}

std::vector<Finding> lookAt(const std::vector<fs::path>& paths)
{
    std::vector<Finding> findings;
    std::map<fs::path, std::set<fs::path>> dicomFiles;  // by folder
    std::error_code ignored;
    for (const auto& path : paths) {
        if (fs::is_directory(path, ignored))
            lookIntoFolder(path, findings);
        else if (!hasNiftiName(path) && !isNiftiFile(path) && isDicomFile(path))
            dicomFiles[path.has_parent_path() ? path.parent_path() : "."].insert(path.filename());
        else
            findings.push_back(lookAtNifti(path));
    }
    for (const auto& [folder, files] : dicomFiles)
        lookAtSeriesIn(folder, files, findings);
    return findings;
}

}  // namespace metrisk::io
