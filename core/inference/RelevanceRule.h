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

/// "beyond-attention", "rollout", "last-layer-attention": in model.json and result.json.
std::string relevanceMethodKey(RelevanceMethod method);
std::optional<RelevanceMethod> relevanceMethodOfKey(const std::string& key);

/// A rule as people choose it.
struct NamedRelevanceRule {
    const char* key;   // on the command line
    const char* name;  // in the window and on the page
    const char* brief; // beside a picture
    const char* what;  // a whole sentence
    RelevanceMethod method;
    bool keepRegisters;
};

// The header alone, so that whoever writes the page need not link LibTorch.
inline constexpr NamedRelevanceRule relevanceRules[] = {
    {"beyond-attention", "relevance beyond attention", "registers cut",
     "Relevance times gradient through every block, registers cut before the product: the paper's.",
     RelevanceMethod::BeyondAttention, false},
    {"beyond-attention-registers", "relevance beyond attention, registers kept", "registers kept",
     "The same, with what travels through the register tokens.", RelevanceMethod::BeyondAttention, true},
    {"rollout", "relevance rollout", "rollout", "Relevance through every block without gradients: less specific to the risk.",
     RelevanceMethod::Rollout, false},
    {"last-layer-attention", "raw attention of the last layer", "raw attention",
     "What the last block attends to, mean of its heads: what is read, not what moves the risk.",
     RelevanceMethod::LastLayerAttention, false},
};

/// The one that is nearest to a rule: same method and, where that makes two, the same about registers.
inline const NamedRelevanceRule& namedRelevanceRule(const RelevanceRule& rule)
{
    const NamedRelevanceRule* nearest = nullptr;
    for (const auto& each : relevanceRules)
        if (each.method == rule.method && (!nearest || each.keepRegisters == rule.keepRegisters))
            nearest = &each;
    return *nearest;
}

/// "relevance rollout", "relevance beyond attention, registers kept, from block 3".
inline std::string relevanceRuleName(const RelevanceRule& rule)
{
    std::string name = namedRelevanceRule(rule).name;
    if (rule.keepRegisters && rule.method == RelevanceMethod::Rollout)
        name += ", registers kept";
    if (rule.startBlock > 0 && rule.method != RelevanceMethod::LastLayerAttention)
        name += ", from block " + std::to_string(rule.startBlock + 1);
    return name;
}

/// The rule of a `key` above; it starts at the block that the pack's own rule starts at.
std::optional<RelevanceRule> relevanceRuleOfKey(const std::string& key, const RelevanceRule& packs = {});

}  // namespace metrisk::inference
