#include "core/common/Error.h"
#include "core/io/GeometryText.h"
#include "core/io/LocalPath.h"
#include "core/io/SeriesThumbnail.h"
#include "core/io/StudyIndex.h"

#include <algorithm>

namespace metrisk::io {

namespace {

SeriesFacts factsOf(const FoundSeries& series)
{
    SeriesFacts facts;
    facts.title = series.description.empty() ? series.name : series.description;
    facts.studyDate = series.studyDate;
    facts.notes = series.notes;
    facts.thumbnail = series.thumbnail;
    if (series.geometry) {
        facts.slices = std::to_string(series.geometry->size[2]);
        facts.spacing = spacingText(*series.geometry);
        facts.orientation = orientationText(*series.geometry);
    }
    return facts;
}

std::string describe(const FoundSeries& series)
{
    const std::string what = series.description.empty() ? "" : series.description + " · ";
    return (series.role ? roleName(*series.role) + " · " : "") + what +
           (series.geometry ? geometryText(*series.geometry) : "contours");
}

Candidate candidateOf(const FoundSeries& series)
{
    return {series.path, describe(series), series.roleReason.empty() ? "nothing tells what it is" : series.roleReason,
            series.role, true,             factsOf(series)};
}

Candidate keptOut(const std::filesystem::path& path, const std::string& why, bool refused)
{
    return {.path = path, .description = why, .reason = refused ? "cannot be read" : "kept out", .role = std::nullopt,
            .usable = false, .refused = refused};
}

/// Series that can be used first; then what is kept out, file by file.
std::vector<Candidate> candidatesOf(const StudyIndex& index)
{
    std::vector<Candidate> candidates;
    for (const auto& series : index.series)
        if (series.usable)
            candidates.push_back(candidateOf(series));
    for (const auto& file : index.files)
        if (file.verdict != Verdict::Used)
            candidates.push_back(keptOut(file.path, file.reason, file.verdict == Verdict::Refused));
    return candidates;
}

/// One sentence for all of it, where nothing can be used.
std::string whyNothing(const StudyIndex& index)
{
    if (index.series.size() == 1)
        return index.series.front().reason;
    return index.files.size() == 1 ? index.files.front().reason : "Nothing chosen is an image MetRisk can read.";
}

}  // namespace

std::vector<Candidate> proposeRoles(const std::vector<std::filesystem::path>& paths)
{
    auto there = paths;
    const auto gone = std::stable_partition(there.begin(), there.end(), [](const auto& path) { return pathExists(path); });
    const std::vector<std::filesystem::path> missing(gone, there.end());
    if (gone != there.begin())  // with nothing there the index says so
        there.erase(gone, there.end());
    const auto index = lookInto(there, {.readVoxels = false, .thumbnails = true});
    auto candidates = candidatesOf(index);
    for (const auto& path : missing)
        candidates.push_back(keptOut(path, "There is no file at this place.", true));
    if (std::none_of(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.usable; }))
        throw Error(Error::Kind::Input, whyNothing(index), "Choose NIfTI files (.nii, .nii.gz), DICOM folders or a zip of either.");
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
