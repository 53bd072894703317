#include "core/inference/RelevanceRule.h"

#include <utility>

namespace metrisk::inference {

namespace {

constexpr std::pair<RelevanceMethod, const char*> relevanceMethods[] = {
    {RelevanceMethod::BeyondAttention, "beyond-attention"},
    {RelevanceMethod::Rollout, "rollout"},
    {RelevanceMethod::LastLayerAttention, "last-layer-attention"},
};

}  // namespace

std::string relevanceMethodKey(RelevanceMethod method)
{
    return relevanceMethods[std::size_t(method)].second;
}

std::optional<RelevanceMethod> relevanceMethodOfKey(const std::string& key)
{
    for (const auto& [method, name] : relevanceMethods)
        if (key == name)
            return method;
    return std::nullopt;
}

std::optional<RelevanceRule> relevanceRuleOfKey(const std::string& key, const RelevanceRule& packs)
{
    for (const auto& each : relevanceRules)
        if (key == each.key)
            return RelevanceRule{each.method, packs.startBlock, each.keepRegisters};
    return std::nullopt;
}

}  // namespace metrisk::inference
