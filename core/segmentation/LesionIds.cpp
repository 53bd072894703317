#include "core/segmentation/LesionIds.h"

#include "core/common/Error.h"
#include "core/imaging/LabelOverlap.h"
#include "core/segmentation/ConnectedComponents.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

namespace metrisk::segmentation {

namespace {

using imaging::LabelMap;

/// The core that holds each voxel, by the lesion's place in the list plus 1; 0 elsewhere.
std::vector<std::uint32_t> coresOf(const LesionList& list, const LabelMap& labels)
{
    std::vector<std::uint32_t> owners(labels.voxels().size(), 0);
    const auto isCore = [](std::uint8_t label) { return label == imaging::Core; };
    std::map<std::size_t, std::uint32_t> places;
    for (std::size_t i = 0; i < list.lesions.size(); ++i) {
        const auto& [x, y, z] = list.lesions[i].centreVoxel;  // one of the core's own
        places[labels.offset(x, y, z)] = std::uint32_t(i + 1);
    }
    for (const auto& core : componentsOf(labels, isCore))
        for (const std::size_t voxel : core.voxels)
            if (const auto place = places.find(voxel); place != places.end()) {
                for (const std::size_t own : core.voxels)
                    owners[own] = place->second;
                break;
            }
    return owners;
}

struct Overlap {
    std::size_t voxels = 0, earlier = 0, now = 0;  // places in the two lists
};

/// Largest first; of equal ones the earlier list decides.
std::vector<Overlap> overlapsOf(const std::vector<std::uint32_t>& earlier, const std::vector<std::uint32_t>& now)
{
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> shared;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (earlier[i] != 0 && now[i] != 0)
            ++shared[{earlier[i], now[i]}];
    std::vector<Overlap> overlaps;
    for (const auto& [pair, voxels] : shared)
        overlaps.push_back({voxels, pair.first - 1, pair.second - 1});
    std::ranges::stable_sort(overlaps, [](const Overlap& a, const Overlap& b) { return a.voxels > b.voxels; });
    return overlaps;
}

}  // namespace

LesionList withIdsOf(const LesionList& earlier, const LabelMap& earlierLabels, LesionList lesions, const LabelMap& labels)
{
    imaging::checkSameGrid(earlierLabels, labels);
    std::set<std::size_t> taken, named;
    for (const auto& overlap : overlapsOf(coresOf(earlier, earlierLabels), coresOf(lesions, labels))) {
        if (taken.contains(overlap.earlier) || named.contains(overlap.now))
            continue;
        taken.insert(overlap.earlier);
        named.insert(overlap.now);
        lesions.lesions[overlap.now].id = earlier.lesions[overlap.earlier].id;
    }
    lesions.nextId = earlier.nextId;
    for (std::size_t i = 0; i < lesions.lesions.size(); ++i)
        if (!named.contains(i))
            lesions.lesions[i].id = lesions.nextId++;
    if (!earlier.chosenByUser || !taken.contains(0))
        return lesions;
    return withIndex(std::move(lesions), earlier.index().id, labels);
}

LesionList withIndex(LesionList lesions, int id, const LabelMap& labels)
{
    const auto chosen = std::ranges::find(lesions.lesions, id, &Lesion::id);
    if (chosen == lesions.lesions.end())
        throw Error(Error::Kind::Input, fmt::format("There is no lesion {}.", id), "Choose a lesion of the list.");
    std::rotate(lesions.lesions.begin(), chosen, chosen + 1);
    std::stable_sort(lesions.lesions.begin() + 1, lesions.lesions.end(), [](const Lesion& a, const Lesion& b) {
        return std::tuple(-a.volumeCoreMl, a.rank) < std::tuple(-b.volumeCoreMl, b.rank);
    });
    lesions.indexLabel = labelOf(labels, lesions.index());
    lesions.chosenByUser = lesions.index().rank != 0;
    return lesions;
}

}  // namespace metrisk::segmentation
