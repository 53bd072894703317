#pragma once

#include "core/inference/NamedWeights.h"
#include "core/segmentation/network/UnetArchitecture.h"

#include <functional>

namespace metrisk::segmentation {

/// MONAI's BasicUNet in 3D under its own tensor names, as AURORA builds it. Weights are never written by this class;
/// gradients flow to those that require them.
///
///     const auto network = BasicUnet::load(architecture, inference::SafetensorsFile(path));
///     const auto logits = network.forward(images);   // [B, outputs, x, y, z]
class BasicUnet {
public:
    /// Throws Error{Model} for a missing, an additional or a wrongly shaped tensor.
    static BasicUnet load(const UnetArchitecture& architecture, const inference::SafetensorsFile& file,
                          torch::Device device = torch::kCPU, torch::ScalarType type = torch::kFloat32);

    /// Fresh float32 weights, drawn as PyTorch draws them; the same for the same seed.
    static BasicUnet initialised(const UnetArchitecture& architecture, std::uint64_t seed);

    const UnetArchitecture& architecture() const { return m_architecture; }
    const inference::NamedWeights& weights() const { return m_weights; }
    torch::Device device() const { return m_weights.begin()->second.device(); }

    /// Logits [B, outputs, x, y, z] of images [B, channels, x, y, z] in the weights' type; no axis shorter than
    /// smallestUnetExtent. `step` is called after each of the `steps` parts: the cancel point.
    torch::Tensor forward(const torch::Tensor& images, const std::function<void()>& step = {}) const;
    static constexpr int steps = 9;

private:
    BasicUnet(UnetArchitecture architecture, inference::NamedWeights weights);

    UnetArchitecture m_architecture;
    inference::NamedWeights m_weights;
};

}  // namespace metrisk::segmentation
