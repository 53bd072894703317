#pragma once

#include "core/inference/VisionTransformer.h"

#include <torch/torch.h>

namespace metrisk::explanation {

/// Back-propagates the risk through the head, as far as the last block's output [tokens, hidden].
torch::Tensor headGradient(const inference::VisionTransformer& network, const inference::Trace& trace);

struct BlockGradient {
    torch::Tensor attention;  // d risk / d attention, [heads, tokens, tokens]
    torch::Tensor input;      // d risk / d block's input, [tokens, hidden]; undefined for the first block
};

/// Back-propagates through one block, from the gradient of its output: as many rows as the trace has
/// there, the others being 0. Written by hand: only the attention's gradient is wanted, one block at a
/// time, without a graph of the whole network; of the first block nothing behind it.
BlockGradient blockGradient(const inference::VisionTransformer& network, int block,
                            const inference::BlockTrace& trace, const torch::Tensor& outputGradient);

/// The first rows of a matrix [tokens, ...], and zeros below them.
torch::Tensor withZeroRows(const torch::Tensor& rows, std::int64_t tokens);

}  // namespace metrisk::explanation
