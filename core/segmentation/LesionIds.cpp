#include "core/segmentation/LesionIds.h"

#include "core/common/Error.h"
#include "core/imaging/LabelOverlap.h"
#include "core/segmentation/ConnectedComponents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace metrisk::segmentation {

namespace {

using imaging::LabelMap;
using Voxels = std::vector<std::size_t>;

/// The core of each lesion, in the list's order.
std::vector<Voxels> coresOf(const LesionList& list, const LabelMap& labels)
{
    std::map<std::size_t, std::size_t> places;
    for (std::size_t i = 0; i < list.lesions.size(); ++i) {
        const auto& [x, y, z] = list.lesions[i].centreVoxel;  // one of the core's own
        places[labels.offset(x, y, z)] = i;
    }
    std::vector<Voxels> cores(list.lesions.size());
    for (auto& core : componentsOf(labels, [](std::uint8_t label) { return label == imaging::Core; })) {
        const auto known = std::ranges::find_if(core.voxels, [&](std::size_t voxel) { return places.contains(voxel); });
        if (known != core.voxels.end())
            cores[places.at(*known)] = std::move(core.voxels);
    }
    return cores;
}

/// The lesion whose core holds each voxel, by its place in the list plus 1; 0 elsewhere.
std::vector<std::uint32_t> ownersOf(const std::vector<Voxels>& cores, std::size_t voxelCount)
{
    std::vector<std::uint32_t> owners(voxelCount, 0);
    for (std::size_t i = 0; i < cores.size(); ++i)
        for (const std::size_t voxel : cores[i])
            owners[voxel] = std::uint32_t(i + 1);
    return owners;
}

std::vector<GoneLesion> knownOf(const LesionList& list, const LabelMap& labels)
{
    auto cores = coresOf(list, labels);
    std::vector<GoneLesion> known;
    for (std::size_t i = 0; i < cores.size(); ++i)
        known.push_back({list.lesions[i].id, std::move(cores[i])});
    return known;
}

struct Overlap {
    std::size_t voxels = 0, known = 0, now = 0;  // places in the two lists
};

/// Largest first; of equal ones the order of the lists decides.
std::vector<Overlap> overlapsOf(const std::vector<GoneLesion>& known, const std::vector<std::uint32_t>& owners)
{
    std::vector<Overlap> overlaps;
    for (std::size_t i = 0; i < known.size(); ++i) {
        std::map<std::uint32_t, std::size_t> shared;
        for (const std::size_t voxel : known[i].core)
            if (owners[voxel] != 0)
                ++shared[owners[voxel]];
        for (const auto& [owner, voxels] : shared)
            overlaps.push_back({voxels, i, owner - 1});
    }
    std::ranges::stable_sort(overlaps, [](const Overlap& a, const Overlap& b) { return a.voxels > b.voxels; });
    return overlaps;
}

/// Names the lesions that have no ID yet; the known ones that are not among them are returned.
std::vector<GoneLesion> giveIds(std::vector<GoneLesion> known, const std::vector<std::uint32_t>& owners,
                                std::vector<Lesion>& lesions)
{
    for (const auto& overlap : overlapsOf(known, owners))
        if (lesions[overlap.now].id == 0)
            lesions[overlap.now].id = std::exchange(known[overlap.known].id, 0);
    std::erase_if(known, [](const GoneLesion& each) { return each.id == 0; });
    return known;
}

}  // namespace

LesionList withIdsOf(const LesionList& earlier, const LabelMap& earlierLabels, LesionList lesions, const LabelMap& labels)
{
    imaging::checkSameGrid(earlierLabels, labels);
    const auto owners = ownersOf(coresOf(lesions, labels), labels.voxels().size());
    for (auto& lesion : lesions.lesions)
        lesion.id = 0;
    lesions.gone = giveIds(knownOf(earlier, earlierLabels), owners, lesions.lesions);
    for (auto& gone : giveIds(earlier.gone, owners, lesions.lesions))
        lesions.gone.push_back(std::move(gone));
    lesions.nextId = earlier.nextId;
    for (auto& lesion : lesions.lesions)
        if (lesion.id == 0)
            lesion.id = lesions.nextId++;
    return withChoice(std::move(lesions), earlier.chosenId, labels);
}

LesionList withIndex(LesionList lesions, std::optional<int> id, const LabelMap& labels)
{
    auto& list = lesions.lesions;
    const auto first = id ? std::ranges::find(list, *id, &Lesion::id) : std::ranges::find(list, 0, &Lesion::rank);
    if (first == list.end())
        throw Error(Error::Kind::Input, fmt::format("There is no lesion {}.", id.value_or(0)), "Choose a lesion of the list.");
    std::rotate(list.begin(), first, first + 1);
    std::stable_sort(list.begin() + 1, list.end(), [](const Lesion& a, const Lesion& b) { return a.rank < b.rank; });
    lesions.indexLabel = labelOf(labels, lesions.index());
    lesions.chosenByUser = lesions.index().rank != 0;
    lesions.chosenId = id;
    return lesions;
}

LesionList withChoice(LesionList lesions, std::optional<int> id, const LabelMap& labels)
{
    const bool there = std::ranges::any_of(lesions.lesions, [&](const Lesion& lesion) { return lesion.id == id; });
    lesions = withIndex(std::move(lesions), there ? id : std::nullopt, labels);
    lesions.chosenId = id;
    return lesions;
}

}  // namespace metrisk::segmentation
