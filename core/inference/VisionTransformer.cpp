#include "core/inference/VisionTransformer.h"

#include "core/inference/TensorLayout.h"

#include <cmath>

namespace metrisk::inference {

namespace {

using torch::Tensor;

constexpr double normEpsilon = 1e-5;
constexpr double leakySlope = 0.01;

/// One forward pass: the weights in the type it computes in, and what to do on the way.
class Pass {
public:
    Pass(const VisionTransformer& network, torch::ScalarType type, const ForwardOptions& options)
        : m_network(network), m_sizes(network.architecture()), m_type(type), m_options(options)
    {
    }

    /// fc1's output [B, 128]: all the network knows of the image when the clinical values join.
    Tensor imageFeatures(const Tensor& image) const
    {
        Tensor tokens = withClsAndRegisters(patchEmbedding(image));
        for (int block = 0; block < m_sizes.layers; ++block) {
            tokens = afterBlock(block, tokens);
            if (m_options.afterBlock)
                m_options.afterBlock();
        }
        const Tensor cls = normed("norm", tokens.select(1, 0));
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
    /// Voxels beyond the last whole patch of an axis never enter the model.
    Tensor patchEmbedding(const Tensor& image) const
    {
        const auto grid = m_sizes.tokenGrid();
        const std::int64_t patch = m_sizes.patchSize;
        Tensor used = image;
        for (int axis = 0; axis < 3; ++axis)
            used = used.narrow(axis + 2, 0, grid[std::size_t(axis)] * patch);
        const Tensor patches =
            used.reshape({image.size(0), m_sizes.channels, grid[0], patch, grid[1], patch, grid[2], patch})
                .permute({0, 2, 4, 6, 1, 3, 5, 7})
                .reshape({-1, m_sizes.channels * patch * patch * patch});
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
        attend(index, name, t);
        t.attentionOutput = dropped(linear(name + ".attn.out_proj", t.context));
        t.middle = t.input.narrow(1, 0, t.attentionOutput.size(1)) + t.attentionOutput;
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

    /// From attentionInput to context. Of the last block only the CLS row is read afterwards, so
    /// only that row asks the others, unless the trace wants to know more.
    void attend(int index, const std::string& name, BlockTrace& t) const
    {
        const bool last = index == m_sizes.layers - 1;
        const std::int64_t tokens = t.attentionInput.size(1);
        const std::int64_t asking = last && !m_options.trace ? 1 : tokens;
        const std::int64_t heard = last && (!m_options.trace || m_options.lastBlockForClsOnly) ? 1 : tokens;
        const Tensor qkv = weight(name + ".attn.qkv.weight");
        const auto parts = qkv.chunk(3, 0);
        t.query = headsOf(t.attentionInput.narrow(1, 0, asking), parts[0]);
        t.key = headsOf(t.attentionInput, parts[1]);
        t.value = headsOf(t.attentionInput, parts[2]);
        const double scale = 1.0 / std::sqrt(double(m_sizes.hiddenSize / m_sizes.heads));
        t.attention = torch::softmax(torch::matmul(t.query, t.key.transpose(2, 3)) * scale, -1);
        t.context = torch::matmul(dropped(t.attention).narrow(2, 0, heard), t.value).transpose(1, 2).flatten(2);
    }

    Tensor headsOf(const Tensor& x, const Tensor& matrix) const
    {
        return torch::mm(x.reshape({-1, x.size(-1)}), matrix.t())
            .view({x.size(0), x.size(1), m_sizes.heads, m_sizes.hiddenSize / m_sizes.heads})
            .transpose(1, 2);
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
