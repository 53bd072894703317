#include "core/explanation/HeadGradient.h"

#include "core/inference/TokenColumns.h"

namespace metrisk::explanation {

namespace {

using inference::VisionTransformer;
using torch::Tensor;

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

Tensor throughLeaky(const Tensor& output, const Tensor& gradient)
{
    return torch::where(output > 0, gradient, gradient * leakySlope);
}

}  // namespace

torch::Tensor headGradient(const VisionTransformer& network, const inference::Trace& trace)
{
    Tensor g = weight(network, "fc_head.0.weight");  // [1, 32]
    g = throughLinear(network, "fc2.0", throughLeaky(trace.fusedHidden, g));
    g = throughLeaky(trace.imageFeatures, g.narrow(1, 0, trace.imageFeatures.size(1)));
    g = throughLinear(network, "fc1.0", g);
    const Tensor cls = trace.blocks.back().output[0].narrow(0, 0, 1);
    return inference::normGradient(cls.t().contiguous(), weight(network, "norm.weight"), g.t().contiguous()).t();
}

}  // namespace metrisk::explanation
