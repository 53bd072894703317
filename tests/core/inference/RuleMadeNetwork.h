#pragma once

#include "core/inference/VisionTransformer.h"

#include <nlohmann/json.hpp>

/// The full-size reference network, too large to store: weights, image and clinical vector follow
/// from a written integer rule (splitmix64) in the manifest's own words.
namespace metrisk::golden {

/// True for a manifest that describes such a network.
bool isRuleMade(const nlohmann::json& manifest);

/// The published configuration, checked against the manifest's names and shapes.
inference::VisionTransformer ruleMadeNetwork(const nlohmann::json& manifest);

torch::Tensor ruleMadeImage(const nlohmann::json& manifest);     // [1, 3, 95, 123, 108] float32
torch::Tensor ruleMadeClinical(const nlohmann::json& manifest);  // [1, 27] float32

}  // namespace metrisk::golden
