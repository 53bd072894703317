#pragma once

#include "core/inference/VisionTransformer.h"

#include <torch/torch.h>

namespace metrisk::explanation {

/// Back-propagates the risk through the head: d risk / d the last block's CLS token, [1, hidden]. Nothing else of that
/// block is read.
torch::Tensor headGradient(const inference::VisionTransformer& network, const inference::Trace& trace);

}  // namespace metrisk::explanation
