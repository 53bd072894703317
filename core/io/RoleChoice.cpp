#include "core/io/RoleChoice.h"

#include "core/common/Error.h"
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

bool isNifti(const FoundSeries& series) { return series.transferSyntax.starts_with("NIfTI"); }

void findLabelByContent(std::vector<FoundSeries>& all)
{
    int looked = 0;
    for (auto& series : all) {
        if (!isNifti(series) || !series.usable || series.role || ++looked > 8)
            continue;
        try {
            if (!looksLikeLabel(readVolume(series.path).volume))
                continue;
        } catch (const Error& error) {
            series.usable = false;
            series.reason = error.whatHappened();
            continue;
        }
        series.role = Role::Label;
        series.roleReason = "holds a few whole numbers, as a label does";
        series.weight = Weight::Content;
        return;
    }
}

void keepOnePerRole(std::vector<FoundSeries>& all, Role role)
{
    FoundSeries* best = nullptr;
    for (auto& series : all)
        if (series.role == role && (!best || series.weight > best->weight))
            best = &series;
    for (auto& series : all)
        if (series.role == role && &series != best) {
            series.role.reset();
            series.roleReason = fmt::format("also looks like {}, but {} was taken", roleName(role), best->name);
        }
}

}  // namespace

void chooseRoles(std::vector<FoundSeries>& series)
{
    const bool labelled =
        std::any_of(series.begin(), series.end(), [](const FoundSeries& s) { return s.role == Role::Label; });
    if (!labelled)
        findLabelByContent(series);
    for (const Role role : {Role::T1ce, Role::Flair, Role::Label})
        keepOnePerRole(series, role);
}

}  // namespace metrisk::io
