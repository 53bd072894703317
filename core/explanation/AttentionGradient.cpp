#include "core/explanation/AttentionGradient.h"

#include <cmath>

namespace metrisk::explanation {

namespace {

using inference::VisionTransformer;
using torch::Tensor;

constexpr double normEpsilon = 1e-5;
constexpr double leakySlope = 0.01;

Tensor weight(const VisionTransformer& network, const std::string& name)
{
    return network.weight(name).to(torch::kFloat64);
}

/// Of y = x W^T: gradient of x.
Tensor throughLinear(const VisionTransformer& network, const std::string& name, const Tensor& gradient)
{
    return torch::mm(gradient, weight(network, name + ".weight"));
}

Tensor throughNorm(const VisionTransformer& network, const std::string& name, const Tensor& x,
                   const Tensor& gradient)
{
    const Tensor centred = x - x.mean(-1, true);
    const Tensor deviation = (centred.square().mean(-1, true) + normEpsilon).sqrt();
    const Tensor y = centred / deviation;
    const Tensor g = gradient * weight(network, name + ".weight");
    return (g - g.mean(-1, true) - y * (g * y).mean(-1, true)) / deviation;
}

Tensor throughLeaky(const Tensor& output, const Tensor& gradient)
{
    return torch::where(output > 0, gradient, gradient * leakySlope);
}

/// [tokens, hidden] -> [heads, tokens, channels]
Tensor splitHeads(const Tensor& x, std::int64_t heads)
{
    return x.view({x.size(0), heads, x.size(1) / heads}).transpose(0, 1);
}

Tensor joinHeads(const Tensor& x) { return x.transpose(0, 1).flatten(1); }

}  // namespace

Tensor withZeroRows(const Tensor& rows, std::int64_t tokens)
{
    if (rows.size(0) == tokens)
        return rows;
    Tensor all = torch::zeros({tokens, rows.size(1)}, rows.options());
    all.narrow(0, 0, rows.size(0)).copy_(rows);
    return all;
}

Tensor headGradient(const VisionTransformer& network, const inference::Trace& trace)
{
    Tensor g = weight(network, "fc_head.0.weight");  // [1, 32]
    g = throughLinear(network, "fc2.0", throughLeaky(trace.fusedHidden, g));
    g = throughLeaky(trace.imageFeatures, g.narrow(1, 0, trace.imageFeatures.size(1)));
    g = throughLinear(network, "fc1.0", g);
    const Tensor tokens = trace.blocks.back().output[0];
    return withZeroRows(throughNorm(network, "norm", tokens.narrow(0, 0, 1), g), tokens.size(0));  // CLS alone is read
}

BlockGradient blockGradient(const VisionTransformer& network, int block, const inference::BlockTrace& trace,
                            const Tensor& outputGradient)
{
    const std::string name = "blocks." + std::to_string(block);
    const auto heads = trace.attention.size(1);

    Tensor g = throughLinear(network, name + ".mlp.linear2", outputGradient);
    g = torch::gelu_backward(g, trace.mlpHidden[0]);
    g = throughNorm(network, name + ".norm2", trace.middle[0], throughLinear(network, name + ".mlp.linear1", g));
    g = outputGradient + g;
    const auto tokens = trace.input.size(1);
    const Tensor middleGradient = withZeroRows(g, tokens);

    g = withZeroRows(throughLinear(network, name + ".attn.out_proj", g), tokens);
    const Tensor context = splitHeads(g, heads);
    const Tensor attention = trace.attention[0];
    const Tensor attentionGradient = torch::matmul(context, trace.value[0].transpose(1, 2));
    if (block == 0)
        return {attentionGradient, {}};
    const Tensor weighted = attention * attentionGradient;
    const double scale = 1.0 / std::sqrt(double(trace.query.size(3)));
    const Tensor logits = (weighted - attention * weighted.sum(-1, true)) * scale;
    const Tensor qkv = torch::cat({joinHeads(torch::matmul(logits, trace.key[0])),
                                   joinHeads(torch::matmul(logits.transpose(1, 2), trace.query[0])),
                                   joinHeads(torch::matmul(attention.transpose(1, 2), context))},
                                  1);
    g = throughNorm(network, name + ".norm1", trace.input[0], throughLinear(network, name + ".attn.qkv", qkv));
    return {attentionGradient, middleGradient + g};
}

}  // namespace metrisk::explanation
