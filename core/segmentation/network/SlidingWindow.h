#pragma once

#include "core/common/Job.h"
#include "core/segmentation/network/WindowOptions.h"

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace metrisk::segmentation {

/// Where the windows begin along one axis; the last one ends with the image.
std::vector<std::int64_t> windowStarts(std::int64_t extent, std::int64_t window, double overlap);

/// How much each voxel of a window counts: 1 in its middle. [x, y, z] float32.
torch::Tensor windowWeights(const WindowOptions& options);

/// What the network makes of some windows [N, channels, window]: [N, outputs, window]. `step` is called after each of
/// `stepsPerPass` parts.
using WindowNetwork = std::function<torch::Tensor(const torch::Tensor& windows, const std::function<void()>& step)>;

/// The network's outputs [B, outputs, x, y, z] for an image [B, channels, x, y, z] of any size: the mean over all
/// windows that see a voxel, weighted. `sideBySide` threads compute a few windows each; all are added up in a fixed
/// order, so that the bits do not depend on the number of processors.
torch::Tensor slidingWindow(const torch::Tensor& image, const WindowOptions& options, const WindowNetwork& network,
                            int stepsPerPass, std::size_t sideBySide, const Job& job = {});

}  // namespace metrisk::segmentation
