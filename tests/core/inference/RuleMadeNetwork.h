#pragma once

#include "core/inference/VisionTransformer.h"

#include <nlohmann/json.hpp>

/// The full-size reference network, too large to store: weights, image and clinical vector follow
/// from a written integer rule (splitmix64) in the manifest's own words.
namespace metrisk::golden {

/// True for a manifest that describes such a network.
bool isRuleMade(const nlohmann::json& manifest);

/// Sizes as the manifest's list of weights and the words of its rule give them.
inference::Architecture ruleMadeSizes(const nlohmann::json& manifest);

inference::VisionTransformer ruleMadeNetwork(const nlohmann::json& manifest);

/// float32(low + (high - low) · u(seed, i)) for every i in C order: the rule behind every such tensor.
torch::Tensor ruleMadeValues(std::uint64_t seed, const std::vector<std::int64_t>& shape, double low, double high);

torch::Tensor ruleMadeImage(const nlohmann::json& manifest);     // [1, 3, x, y, z] float32
torch::Tensor ruleMadeClinical(const nlohmann::json& manifest);  // [1, F] float32

}  // namespace metrisk::golden
