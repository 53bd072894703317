#include "core/segmentation/editing/Region.h"

namespace metrisk::segmentation::editing {

void append(Region& region, std::size_t offset, std::size_t length)
{
    if (length == 0)
        return;
    if (!region.empty() && region.back().offset + region.back().length == offset)
        region.back().length += std::uint32_t(length);
    else
        region.push_back({std::uint32_t(offset), std::uint32_t(length)});
}

void append(NewLabels& target, std::size_t offset, std::uint8_t label)
{
    append(target.region, offset);
    target.labels.push_back(label);
}

std::size_t voxelCount(const Region& region)
{
    std::size_t count = 0;
    for (const auto& run : region)
        count += run.length;
    return count;
}

Region within(const Region& region, const imaging::Volume& volume, double low, double high)
{
    Region kept;
    for (const auto& run : region)
        for (std::size_t offset = run.offset; offset < run.offset + run.length; ++offset)
            if (const double value = volume.voxels()[offset]; value >= low && value <= high)
                append(kept, offset);
    return kept;
}

}  // namespace metrisk::segmentation::editing
