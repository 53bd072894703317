#pragma once

#include "core/inference/ModelPackage.h"
#include "core/inference/SafetensorsFile.h"

#include <torch/torch.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::inference {

/// What one transformer block computed on the way. B samples, T tokens, H channels.
struct BlockTrace {
    torch::Tensor input;              // [B, T, H], also the first skip
    torch::Tensor attentionInput;     // [B, T, H] after norm1
    torch::Tensor queryKeyValue;      // [B, T, 3 H] one beside the other, their heads side by side
    torch::Tensor attention;          // [B, heads, T, T] after softmax
    torch::Tensor context;            // [B, T, H] attention times value
    torch::Tensor attentionOutput;    // [B, T, H] after out_proj
    torch::Tensor middle;             // [B, T, H] input + attentionOutput, also the second skip
    torch::Tensor mlpInput;           // [B, T, H] after norm2
    torch::Tensor mlpHidden;          // [B, T, mlp] after linear1
    torch::Tensor mlpActivated;       // [B, T, mlp] after GELU
    torch::Tensor mlpOutput;          // [B, T, H] after linear2
    torch::Tensor output;             // [B, T, H] middle + mlpOutput
};

/// What the explanation needs to know about a forward pass.
struct Trace {
    torch::Tensor patchEmbedding;  // [B, patches, H] with position embeddings
    std::vector<BlockTrace> blocks;
    torch::Tensor cls;            // [B, H] CLS token after the final norm
    torch::Tensor imageFeatures;  // [B, 128] after fc1 and LeakyReLU
    torch::Tensor fused;          // [B, 128 + clinical]
    torch::Tensor fusedHidden;    // [B, 32] after fc2 and LeakyReLU
};

/// Dropout as the reference trains with it: after patch and position embedding, on the attention
/// weights, after out_proj and twice in the MLP. The generator makes it reproducible per member.
struct Dropout {
    double rate = 0.1;
    torch::Generator generator;
};

struct ForwardOptions {
    Trace* trace = nullptr;              // filled when given
    /// Nothing but the CLS row of the last block is read: with a trace, compute its tensors from `context`
    /// on for that row alone. Its attention keeps every row. Without a trace that always happens.
    bool lastBlockForClsOnly = false;
    std::optional<Dropout> dropout{};    // training only
    std::function<void()> afterBlock{};  // cancel point
};

/// The reference's 3D Vision Transformer (Erdur et al. 2025) under its own tensor names: patches of
/// the crop, a CLS token in front, register tokens at the end, pre-norm blocks, and a head that
/// joins the CLS token with the clinical vector. Weights are never written by this class; gradients
/// flow to those that require them.
///
///     const auto network = VisionTransformer::load(architecture, SafetensorsFile(path));
///     const auto risk = network.forward(image, clinical);   // [B]
class VisionTransformer {
public:
    using Weights = std::map<std::string, torch::Tensor>;

    /// Weights as the file maps them, not copied where type and device allow. Throws Error{Model}
    /// for a missing, an additional or a wrongly shaped tensor.
    static VisionTransformer load(const Architecture& architecture, const SafetensorsFile& file,
                                  torch::Device device = torch::kCPU, torch::ScalarType type = torch::kFloat32);

    /// Fresh float32 weights, drawn as the reference draws them; the same for the same seed.
    static VisionTransformer initialised(const Architecture& architecture, std::uint64_t seed);

    const Architecture& architecture() const { return m_architecture; }
    const Weights& weights() const { return m_weights; }
    const torch::Tensor& weight(const std::string& name) const { return m_weights.at(name); }
    torch::Device device() const { return m_weights.begin()->second.device(); }

    /// Name of the first weight that holds a value that is no finite number; absent when none does.
    std::optional<std::string> weightThatIsNotFinite() const;

    VisionTransformer to(torch::Device device, torch::ScalarType type) const;
    /// The same network with the chosen tensors taken from another of the same architecture.
    VisionTransformer withWeightsOf(const VisionTransformer& other,
                                    const std::function<bool(const std::string& tensor)>& chosen) const;
    VisionTransformer toDouble() const { return to(device(), torch::kFloat64); }

    /// Log hazard ratios [B] of images [B, 3, x, y, z] with clinical vectors [B, F]; the clinical
    /// tensor may be undefined when F is 0. Computes in the image's type: weights of another type
    /// are converted on the way.
    torch::Tensor forward(const torch::Tensor& image, const torch::Tensor& clinical,
                          const ForwardOptions& options = {}) const;

    /// The two halves of `forward`: what the network makes of the images alone, [B, 128] after fc1, and the small
    /// head that joins it with the clinical vectors. One image and many clinical vectors cost one image.
    torch::Tensor imageFeatures(const torch::Tensor& image, const ForwardOptions& options = {}) const;
    torch::Tensor head(const torch::Tensor& features, const torch::Tensor& clinical) const;

private:
    VisionTransformer(Architecture architecture, Weights weights);

    Architecture m_architecture;
    Weights m_weights;
};

/// Writes the weights under their names, float32. Throws Error{Storage}.
void saveWeights(const std::filesystem::path& path, const VisionTransformer& network);

}  // namespace metrisk::inference
