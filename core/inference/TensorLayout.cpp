#include "core/inference/TensorLayout.h"

namespace metrisk::inference {

namespace {

class Layout {
public:
    void add(const std::string& name, std::vector<std::int64_t> shape)
    {
        m_shapes.push_back({name, std::move(shape)});
    }

    void addLinear(const std::string& name, std::int64_t in, std::int64_t out)
    {
        add(name + ".weight", {out, in});
        add(name + ".bias", {out});
    }

    void addNorm(const std::string& name, std::int64_t channels)
    {
        add(name + ".weight", {channels});
        add(name + ".bias", {channels});
    }

    void addBlock(const std::string& block, std::int64_t hidden, std::int64_t mlp)
    {
        addLinear(block + ".mlp.linear1", hidden, mlp);
        addLinear(block + ".mlp.linear2", mlp, hidden);
        addNorm(block + ".norm1", hidden);
        addLinear(block + ".attn.out_proj", hidden, hidden);
        add(block + ".attn.qkv.weight", {3 * hidden, hidden});  // no bias; rows ordered q, k, v
        addNorm(block + ".norm2", hidden);
    }

    std::vector<TensorShape> take() { return std::move(m_shapes); }

private:
    std::vector<TensorShape> m_shapes;
};

}  // namespace

std::vector<TensorShape> tensorLayout(const Architecture& architecture)
{
    const std::int64_t hidden = architecture.hiddenSize;
    const std::int64_t patch = architecture.patchSize;
    Layout layout;
    layout.add("cls_token", {1, 1, hidden});
    if (architecture.registers > 0)
        layout.add("register_tokens", {architecture.registers, hidden});
    layout.add("patch_embedding.position_embeddings", {1, architecture.patches(), hidden});
    layout.add("patch_embedding.patch_embeddings.weight", {hidden, architecture.channels, patch, patch, patch});
    layout.add("patch_embedding.patch_embeddings.bias", {hidden});
    for (int block = 0; block < architecture.layers; ++block)
        layout.addBlock("blocks." + std::to_string(block), hidden, architecture.mlpSize);
    layout.addNorm("norm", hidden);
    layout.addLinear("fc1.0", hidden, imageFeatures);
    layout.addLinear("fc2.0", imageFeatures + architecture.clinicalFeatures, fusedFeatures);
    layout.addLinear("fc_head.0", fusedFeatures, 1);
    return layout.take();
}

std::int64_t parameterCount(const Architecture& architecture)
{
    std::int64_t count = 0;
    for (const auto& tensor : tensorLayout(architecture)) {
        std::int64_t numbers = 1;
        for (const std::int64_t extent : tensor.shape)
            numbers *= extent;
        count += numbers;
    }
    return count;
}

}  // namespace metrisk::inference
