#pragma once

#include "core/inference/VisionTransformer.h"

namespace metrisk::inference {

/// fc1's input: the CLS token after the final norm, [B, H], of images [B, 3, x, y, z], for whoever wants no gradients.
/// Tokens are columns, and everything is written into memory made ready before: one block's, which every block uses
/// again, or with a trace one for each.
torch::Tensor leanClsOf(const VisionTransformer& network, const torch::Tensor& image, const ForwardOptions& options);

/// The images cut into patches, [B, patches along x, y, z, channels, p, p, p]: a view. Voxels beyond the last whole
/// patch of an axis never enter the model.
torch::Tensor patchesOf(const torch::Tensor& image, const Architecture& architecture);

}  // namespace metrisk::inference
