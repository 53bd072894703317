#pragma once

#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <cstdint>
#include <vector>

namespace metrisk::segmentation::editing {

/// Voxels that follow each other in memory.
struct Run {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    bool operator==(const Run&) const = default;
};

/// The voxels a tool means, in ascending order and each once.
using Region = std::vector<Run>;

/// Voxels with the label that each is to have, in the region's order.
struct NewLabels {
    Region region;
    std::vector<std::uint8_t> labels;
};

/// Adds voxels behind those of the region; they join its last run where they adjoin it.
void append(Region& region, std::size_t offset, std::size_t length = 1);
void append(NewLabels& target, std::size_t offset, std::uint8_t label);

std::size_t voxelCount(const Region& region);

/// The voxels of the region whose intensity lies from `low` to `high`, both included.
Region within(const Region& region, const imaging::Volume& volume, double low, double high);

}  // namespace metrisk::segmentation::editing
