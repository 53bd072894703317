#pragma once

#include "core/inference/VisionTransformer.h"

#include <torch/torch.h>

#include <map>

namespace metrisk::explanation {

/// What comes back side by side: relevance by the rules of RelevanceRules.h, and the gradient of the risk.
/// [channels, columns] as TokenColumns.h has them, zero where there is no token.
struct WayBack {
    torch::Tensor relevance, gradient;
};

/// What one block's attention contributed: [heads, tokens, tokens], float64.
struct BlockRelevance {
    torch::Tensor attention;
    torch::Tensor relevance;  // R_b
    torch::Tensor gradient;   // G_b
};

/// Takes relevance and gradient through one block after the other, from the last to the first. Both read the same
/// weights, so they go together; the gradient is written by hand, because only the attention's is wanted, one block
/// at a time, without a graph of the whole network. Memory for what lies between is used again by every block.
class BlockWayBack {
public:
    explicit BlockWayBack(const inference::VisionTransformer& network) : m_network(network) {}

    /// From a block's output to its attention, which goes into `result`, and unless `stopAtAttention` to its input.
    WayBack through(int block, const inference::BlockTrace& trace, const WayBack& output, bool stopAtAttention,
                    BlockRelevance& result);

private:
    /// The rule for products of equal sign (linearRelevance of RelevanceRules.h), and the gradient, through
    /// y = W x + bias. The result is written over by the next call with as many inputs.
    WayBack throughLinear(const std::string& name, const torch::Tensor& x, const torch::Tensor& output,
                          const WayBack& back);
    WayBack throughMlp(const std::string& name, const inference::BlockTrace& trace, const WayBack& output);
    WayBack throughAttention(const inference::BlockTrace& trace, const WayBack& context, bool stopAtAttention,
                             BlockRelevance& result);

    torch::Tensor vector(const std::string& name) const;
    torch::Tensor room(const std::string& use, at::IntArrayRef sizes, const torch::TensorOptions& options);
    torch::Tensor splitHeads(const torch::Tensor& columns) const;

    const inference::VisionTransformer& m_network;
    std::map<std::string, torch::Tensor> m_rooms;
};

}  // namespace metrisk::explanation
