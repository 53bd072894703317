#pragma once

#include "core/segmentation/network/SegmentationPackage.h"

#include <torch/torch.h>

namespace metrisk::segmentation {

/// The box around everything the network needs to see.
struct BrainBox {
    imaging::Index3 low{0, 0, 0};
    imaging::Index3 size{0, 0, 0};
};

/// Around every voxel above zero of any of the volumes; the whole volume where there is none.
BrainBox brainBoxOf(const std::vector<imaging::Volume>& volumes);

/// The volumes a pack names, each scaled from 0 to 1 between its percentiles over the whole volume and clipped.
std::vector<imaging::Volume> scaledChannels(const imaging::Volume& t1ce, const imaging::Volume& flair, const NetworkInputRule& rule);

/// The part of the volumes inside a box, in RAS order: [1, channels, x, y, z] float32, copied.
torch::Tensor tensorOf(const std::vector<imaging::Volume>& volumes, const BrainBox& box);

/// One channel [x, y, z] back in its place in a volume, 0 elsewhere.
imaging::Volume volumeOf(const torch::Tensor& channel, const BrainBox& box, const imaging::ImageGeometry& geometry);

/// The dimensions of [1, channels, x, y, z] along which a network trained in `axisCodes` order sees a RAS image mirrored.
std::vector<std::int64_t> mirroredAxes(const std::string& axisCodes);

/// The dimensions of [1, channels, x, y, z] that "x", "yz", ... name.
std::vector<std::int64_t> axesNamed(const std::string& axes);

}  // namespace metrisk::segmentation
