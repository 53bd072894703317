#include "core/segmentation/editing/HoleFilling.h"

namespace metrisk::segmentation::editing {

namespace {

/// Marks everything that is joined to the mask's margin as 2.
void flood(LabelMask& mask)
{
    std::vector<std::size_t> front{0};
    mask.inside[0] = 2;
    while (!front.empty()) {
        const std::size_t offset = front.back();
        front.pop_back();
        const auto at = mask.at(offset);
        for (int axis = 0; axis < 3; ++axis)
            for (const int step : {-1, 1}) {
                const int next = at[std::size_t(axis)] + step;
                if (next < 0 || next >= mask.size[std::size_t(axis)])
                    continue;
                const auto neighbour = step < 0 ? offset - mask.stride(axis) : offset + mask.stride(axis);
                if (mask.inside[neighbour] == 0) {
                    mask.inside[neighbour] = 2;
                    front.push_back(neighbour);
                }
            }
    }
}

}  // namespace

Region holesIn(const imaging::LabelView& labels, imaging::Label label, const std::optional<Slice>& slice)
{
    LabelMask mask = maskOf(labels, label, slice, {1, 1, 1});
    Region holes;
    if (mask.empty())
        return holes;
    flood(mask);
    for (std::size_t offset = 0; offset < mask.inside.size(); ++offset)
        if (mask.inside[offset] == 0)
            append(holes, labels.offset(mask.volumeVoxel(offset)));
    return holes;
}

}  // namespace metrisk::segmentation::editing
