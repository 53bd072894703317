#pragma once

#include "core/explanation/BlockWayBack.h"
#include "core/inference/VisionTransformer.h"

#include <functional>
#include <string>
#include <vector>

/// Why the network gives a risk: "beyond-attention" relevance of the image tokens.
///
/// Source: Chefer, Gur, Wolf: Transformer Interpretability Beyond Attention Visualization, CVPR 2021, as
/// used by Erdur et al., Radiotherapy and Oncology 2025. A relevance of 1 starts at the risk and goes
/// back through every layer by the rules of RelevanceRules.h; LayerNorm, GELU, softmax and LeakyReLU
/// pass it on unchanged. Block b thereby gives every attention weight A_b its relevance R_b, and
/// back-propagation its gradient G_b = d risk / d A_b. With I the identity:
///
///     M_b = mean over heads of max(0, G_b * R_b)        (elementwise; registers' rows, columns cut,
///                                                    or with keepRegisters cut out of C alone)
///     C   = (I + M_last) ... (I + M_1) (I + M_0)
///     relevance of the image tokens = row of CLS in C, columns of the patches
///
/// With RelevanceMethod::Rollout the gradient is left out, M_b = mean over heads of max(0, R_b); with
/// LastLayerAttention the row of CLS in the last A_b, mean over heads, is all.
///
/// It explains what pushes the risk up, whatever the risk's sign. Double precision throughout: the
/// rules divide by outputs close to zero, which amplifies rounding about 1e5 times over 12 blocks.
namespace metrisk::explanation {

struct PropagatedRelevance {
    std::vector<BlockRelevance> blocks;  // first to last
    double clinicalShare = 0.0;          // relevance that fell on the clinical vector; may be negative
    int patches = 0;
    int registers = 0;  // the last tokens of every matrix
};

/// Told of the relevance that leaves a stage towards the input: fc_head, fc2, fc1, norm, block11 ... block0.
using StageObserver = std::function<void(const std::string& stage, const torch::Tensor& relevance)>;

/// Explains one image [1, 3, x, y, z] with its clinical vector [1, F]. `afterBlock` is called twice
/// per block, on the way there and back.
PropagatedRelevance propagateRelevance(const inference::VisionTransformer& network, const torch::Tensor& image,
                                       const torch::Tensor& clinical, const std::function<void()>& afterBlock = {},
                                       const StageObserver& observer = {});

/// Relevance of every image token, x slowest and z fastest: [patches].
torch::Tensor tokenRelevance(const PropagatedRelevance& propagated, const inference::RelevanceRule& rule = {});

}  // namespace metrisk::explanation
