#include "core/segmentation/network/BasicUnet.h"

#include <ATen/CPUGeneratorImpl.h>

namespace metrisk::segmentation {

namespace {

using torch::Tensor;

constexpr double normEpsilon = 1e-5;

Tensor activated(const Tensor& x, const UnetArchitecture& sizes)
{
    switch (sizes.activation) {
        case Activation::Mish: return torch::mish(x);
        case Activation::Relu: return torch::relu(x);
        case Activation::Gelu: return torch::gelu(x);
        case Activation::Swish: return torch::silu(x);
        case Activation::LeakyRelu: break;
    }
    return torch::leaky_relu(x, sizes.negativeSlope);
}

/// Halving an odd axis loses its last voxel; on the way up it comes back as a copy of its neighbour.
Tensor paddedLike(const Tensor& x, const Tensor& skip)
{
    std::vector<std::int64_t> ends(6, 0);  // z first, before and after
    for (std::int64_t axis = 0; axis < 3; ++axis)
        ends[std::size_t(2 * axis + 1)] = skip.size(4 - axis) != x.size(4 - axis) ? 1 : 0;
    return ends == std::vector<std::int64_t>(6, 0) ? x : torch::replication_pad3d(x, ends);
}

/// One forward pass.
class Pass {
public:
    Pass(const BasicUnet& network, const std::function<void()>& step) : m_network(network), m_step(step) {}

    Tensor logits(const Tensor& images) const
    {
        const Tensor x0 = twice("conv_0", images);
        const Tensor x1 = down("down_1", x0);
        const Tensor x2 = down("down_2", x1);
        const Tensor x3 = down("down_3", x2);
        const Tensor x4 = down("down_4", x3);
        const Tensor u4 = up("upcat_4", x4, x3);
        const Tensor u3 = up("upcat_3", u4, x2);
        const Tensor u2 = up("upcat_2", u3, x1);
        const Tensor u1 = up("upcat_1", u2, x0);
        return torch::conv3d(u1, weight("final_conv.weight"), weight("final_conv.bias"));
    }

private:
    const Tensor& weight(const std::string& name) const { return m_network.weights().at(name); }

    Tensor convolved(const std::string& name, const Tensor& x) const
    {
        const Tensor y = torch::conv3d(x, weight(name + ".conv.weight"), weight(name + ".conv.bias"), 1, 1);
        const Tensor normed = torch::instance_norm(y, weight(name + ".adn.N.weight"), weight(name + ".adn.N.bias"), {}, {},
                                                   true, 0.0, normEpsilon, false);
        return activated(normed, m_network.architecture());
    }

    Tensor twice(const std::string& name, const Tensor& x) const
    {
        const Tensor y = convolved(name + ".conv_1", convolved(name + ".conv_0", x));
        if (m_step)
            m_step();
        return y;
    }

    Tensor down(const std::string& name, const Tensor& x) const { return twice(name + ".convs", torch::max_pool3d(x, 2)); }

    Tensor up(const std::string& name, const Tensor& below, const Tensor& skip) const
    {
        const Tensor raised = torch::conv_transpose3d(below, weight(name + ".upsample.deconv.weight"),
                                                      weight(name + ".upsample.deconv.bias"), 2);
        return twice(name + ".convs", torch::cat({skip, paddedLike(raised, skip)}, 1));
    }

    const BasicUnet& m_network;
    const std::function<void()>& m_step;
};

Tensor drawn(const inference::TensorShape& shape, const std::vector<inference::TensorShape>& layout, at::Generator& generator)
{
    Tensor values = torch::zeros(shape.shape, torch::kFloat32);
    if (shape.name.find(".adn.N.") != std::string::npos)
        return shape.name.ends_with("weight") ? values.fill_(1.0) : values;
    const double bound = inference::uniformBound(shape.name, layout);
    return values.uniform_(-bound, bound, generator);
}

}  // namespace

BasicUnet::BasicUnet(UnetArchitecture architecture, inference::NamedWeights weights)
    : m_architecture(std::move(architecture)), m_weights(std::move(weights))
{
}

BasicUnet BasicUnet::load(const UnetArchitecture& architecture, const inference::SafetensorsFile& file, torch::Device device,
                          torch::ScalarType type)
{
    architecture.check();
    return {architecture, inference::loadWeights(unetLayout(architecture), file, device, type)};
}

BasicUnet BasicUnet::initialised(const UnetArchitecture& architecture, std::uint64_t seed)
{
    architecture.check();
    at::Generator generator = at::detail::createCPUGenerator(seed);
    const auto layout = unetLayout(architecture);
    inference::NamedWeights weights;
    for (const auto& shape : layout)
        weights[shape.name] = drawn(shape, layout, generator);
    return {architecture, std::move(weights)};
}

Tensor BasicUnet::forward(const Tensor& images, const std::function<void()>& step) const
{
    return Pass(*this, step).logits(images);
}

}  // namespace metrisk::segmentation
