#include "core/common/Error.h"
#include "core/io/RoleCandidates.h"
#include "core/io/StudyFiles.h"
#include "core/io/VolumeFiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace metrisk::io {

namespace {

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
        finding.weight = Weight::Content;
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

std::vector<Candidate> proposeRoles(const std::vector<std::filesystem::path>& paths)
{
    auto findings = lookAt(paths);
    if (!anyHas(findings, Role::Label))
        findLabelByContent(findings);
    for (const Role role : {Role::T1ce, Role::Flair, Role::Label})
        keepOnePerRole(findings, role);
    std::vector<Candidate> candidates;
    for (auto& finding : findings) {
        if (finding.candidate.role)
            finding.candidate.description =
                roleName(*finding.candidate.role) + " · " + finding.candidate.description;
        candidates.push_back(std::move(finding.candidate));
    }
    if (std::none_of(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.usable; }))
        throw Error(Error::Kind::Input,
                    candidates.size() == 1 ? candidates.front().description
                                           : "Nothing chosen is an image MetRisk can read.",
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
