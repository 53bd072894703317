#pragma once

#include <optional>
#include <string>

namespace metrisk::inference {

enum class RelevanceMethod {
    BeyondAttention,     ///< relevance times gradient through every block; the paper's
    Rollout,             ///< relevance alone
    LastLayerAttention,  ///< the last block's attention of CLS, mean over heads; no relevance
};

/// How the relevance of the tokens is made; core/explanation/RelevancePropagation.h has the formulas.
struct RelevanceRule {
    RelevanceMethod method = RelevanceMethod::BeyondAttention;
    int startBlock = 0;  // earlier blocks are left out of the product
    /// The reference cuts the registers out of every block's map before the product, so what travels
    /// patch -> register -> CLS over two blocks is lost. True keeps them until the product is done.
    bool keepRegisters = false;
    bool operator==(const RelevanceRule&) const = default;
};

/// "beyond-attention", "rollout", "last-layer-attention": in model.json, result.json and on the command line.
std::string relevanceMethodKey(RelevanceMethod method);
std::optional<RelevanceMethod> relevanceMethodOfKey(const std::string& key);

}  // namespace metrisk::inference
