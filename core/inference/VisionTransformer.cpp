#include "core/inference/VisionTransformer.h"

#include "core/inference/LeanPass.h"

#include <algorithm>
#include <cmath>

namespace metrisk::inference {

namespace {

using torch::Tensor;

constexpr double normEpsilon = 1e-5;
constexpr double leakySlope = 0.01;

/// One forward pass that keeps every result as it is, for gradients and dropout; without them LeanPass does the same.
class Pass {
public:
    Pass(const VisionTransformer& network, torch::ScalarType type, const ForwardOptions& options)
        : m_network(network), m_sizes(network.architecture()), m_type(type), m_options(options)
    {
    }

    /// fc1's output [B, 128]: all the network knows of the image when the clinical values join.
    Tensor imageFeatures(const Tensor& image) const
    {
        const Tensor cls = teaches(image) ? clsOf(image) : leanClsOf(m_network, image, m_options);
        const Tensor features = torch::leaky_relu(linear("fc1.0", cls), leakySlope);
        if (m_options.trace) {
            m_options.trace->cls = cls;
            m_options.trace->imageFeatures = features;
        }
        return features;
    }

    Tensor head(const Tensor& features, const Tensor& clinical) const
    {
        const Tensor fused = m_sizes.clinicalFeatures > 0 ? torch::cat({features, clinical.to(m_type)}, 1) : features;
        const Tensor hidden = torch::leaky_relu(linear("fc2.0", fused), leakySlope);
        if (m_options.trace) {
            m_options.trace->fused = fused;
            m_options.trace->fusedHidden = hidden;
        }
        return linear("fc_head.0", hidden).squeeze(1);
    }

private:
    /// Whether somebody may want gradients, or dropout: then every result has to be kept as it is.
    bool teaches(const Tensor& image) const
    {
        const auto asked = [](const auto& weight) { return weight.second.requires_grad(); };
        return (m_options.dropout && m_options.dropout->rate > 0) ||
               (torch::GradMode::is_enabled() &&
                (image.requires_grad() || std::ranges::any_of(m_network.weights(), asked)));
    }

    Tensor clsOf(const Tensor& image) const
    {
        Tensor tokens = withClsAndRegisters(patchEmbedding(image));
        for (int block = 0; block < m_sizes.layers; ++block) {
            tokens = afterBlock(block, tokens);
            if (m_options.afterBlock)
                m_options.afterBlock();
        }
        return normed("norm", tokens.select(1, 0));
    }

    Tensor weight(const std::string& name) const { return m_network.weight(name).to(m_type); }

    Tensor linear(const std::string& name, const Tensor& x) const
    {
        auto shape = x.sizes().vec();
        const Tensor matrix = weight(name + ".weight");
        shape.back() = matrix.size(0);
        return torch::addmm(weight(name + ".bias"), x.reshape({-1, x.size(-1)}), matrix.t()).view(shape);
    }

    Tensor normed(const std::string& name, const Tensor& x) const
    {
        return torch::layer_norm(x, {x.size(-1)}, weight(name + ".weight"), weight(name + ".bias"), normEpsilon);
    }

    Tensor dropped(const Tensor& x) const
    {
        if (!m_options.dropout || m_options.dropout->rate <= 0)
            return x;
        const double kept = 1.0 - m_options.dropout->rate;
        return x * torch::empty_like(x, torch::TensorOptions().requires_grad(false))
                       .bernoulli_(kept, m_options.dropout->generator)
                       .div_(kept);
    }

    /// A convolution whose kernel and stride are the patch is one product over the cut-out patches.
    Tensor patchEmbedding(const Tensor& image) const
    {
        const std::int64_t voxels = m_sizes.channels * m_sizes.patchSize * m_sizes.patchSize * m_sizes.patchSize;
        const Tensor patches = patchesOf(image, m_sizes).reshape({-1, voxels});
        const Tensor kernel = weight("patch_embedding.patch_embeddings.weight").flatten(1);  // [H, 3 p^3]
        const Tensor embedded = torch::addmm(weight("patch_embedding.patch_embeddings.bias"), patches, kernel.t())
                                    .view({image.size(0), m_sizes.patches(), m_sizes.hiddenSize}) +
                                weight("patch_embedding.position_embeddings");
        if (m_options.trace)
            m_options.trace->patchEmbedding = embedded;
        return dropped(embedded);
    }

    Tensor withClsAndRegisters(const Tensor& patches) const
    {
        const std::int64_t samples = patches.size(0);
        std::vector<Tensor> tokens{weight("cls_token").expand({samples, 1, -1}), patches};
        if (m_sizes.registers > 0)
            tokens.push_back(weight("register_tokens").unsqueeze(0).expand({samples, -1, -1}));
        return torch::cat(tokens, 1);
    }

    Tensor afterBlock(int index, const Tensor& tokens) const
    {
        const std::string name = "blocks." + std::to_string(index);
        BlockTrace t;
        t.input = tokens;
        t.attentionInput = normed(name + ".norm1", t.input);
        attend(name, t);
        t.attentionOutput = dropped(linear(name + ".attn.out_proj", t.context));
        t.middle = t.input + t.attentionOutput;
        t.mlpInput = normed(name + ".norm2", t.middle);
        t.mlpHidden = linear(name + ".mlp.linear1", t.mlpInput);
        t.mlpActivated = dropped(torch::gelu(t.mlpHidden));
        t.mlpOutput = dropped(linear(name + ".mlp.linear2", t.mlpActivated));
        t.output = t.middle + t.mlpOutput;
        const Tensor output = t.output;
        if (m_options.trace)
            m_options.trace->blocks.push_back(std::move(t));
        return output;
    }

    /// From attentionInput to context.
    void attend(const std::string& name, BlockTrace& t) const
    {
        const Tensor qkv = weight(name + ".attn.qkv.weight");
        t.queryKeyValue = torch::matmul(t.attentionInput, qkv.t());
        const auto parts = t.queryKeyValue.chunk(3, 2);
        const Tensor query = headsOf(parts[0]), key = headsOf(parts[1]), value = headsOf(parts[2]);
        const double scale = 1.0 / std::sqrt(double(m_sizes.hiddenSize / m_sizes.heads));
        t.attention = torch::softmax(torch::matmul(query, key.transpose(2, 3)) * scale, -1);
        t.context = torch::matmul(dropped(t.attention), value).transpose(1, 2).flatten(2);
    }

    /// [B, T, H] -> [B, heads, T, H / heads]
    Tensor headsOf(const Tensor& x) const
    {
        return x.view({x.size(0), x.size(1), m_sizes.heads, m_sizes.hiddenSize / m_sizes.heads}).transpose(1, 2);
    }

    const VisionTransformer& m_network;
    const Architecture& m_sizes;
    torch::ScalarType m_type;
    const ForwardOptions& m_options;
};

}  // namespace

torch::Tensor VisionTransformer::forward(const torch::Tensor& image, const torch::Tensor& clinical,
                                         const ForwardOptions& options) const
{
    if (options.trace)
        *options.trace = {};
    const Pass pass(*this, image.scalar_type(), options);
    return pass.head(pass.imageFeatures(image), clinical);
}

torch::Tensor VisionTransformer::imageFeatures(const torch::Tensor& image, const ForwardOptions& options) const
{
    return Pass(*this, image.scalar_type(), options).imageFeatures(image);
}

torch::Tensor VisionTransformer::head(const torch::Tensor& features, const torch::Tensor& clinical) const
{
    const ForwardOptions options;
    return Pass(*this, features.scalar_type(), options).head(features, clinical);
}

}  // namespace metrisk::inference
