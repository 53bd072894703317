#include "core/segmentation/network/UnetArchitecture.h"

#include "core/common/Error.h"

#include <fmt/format.h>

namespace metrisk::segmentation {

namespace {

using inference::TensorShape;

constexpr std::array<std::pair<Activation, std::string_view>, 5> activationNames{
    {{Activation::LeakyRelu, "leakyRelu"}, {Activation::Mish, "mish"}, {Activation::Relu, "relu"},
     {Activation::Gelu, "gelu"}, {Activation::Swish, "swish"}}};

void checkRange(const std::string& name, int value, int low, int high)
{
    if (value < low || value > high)
        throw Error(Error::Kind::Model,
                    fmt::format("The segmentation pack asks for {} = {}; from {} to {} is possible.", name, value, low, high),
                    "Use a pack made for this version of MetRisk.");
}

class Layout {
public:
    /// conv_0 and conv_1: each a 3×3×3 convolution and an instance normalisation with weight and bias.
    void addTwice(const std::string& name, std::int64_t in, std::int64_t out)
    {
        addConvolved(name + ".conv_0", in, out);
        addConvolved(name + ".conv_1", out, out);
    }

    /// From `in` channels below up to `up`, joined with the skip's, down to `out`.
    void addUp(const std::string& name, std::int64_t in, std::int64_t up, std::int64_t skip, std::int64_t out)
    {
        m_shapes.push_back({name + ".upsample.deconv.weight", {in, up, 2, 2, 2}});
        m_shapes.push_back({name + ".upsample.deconv.bias", {up}});
        addTwice(name + ".convs", skip + up, out);
    }

    void addConvolution(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t kernel)
    {
        m_shapes.push_back({name + ".weight", {out, in, kernel, kernel, kernel}});
        m_shapes.push_back({name + ".bias", {out}});
    }

    std::vector<TensorShape> take() { return std::move(m_shapes); }

private:
    void addConvolved(const std::string& name, std::int64_t in, std::int64_t out)
    {
        addConvolution(name + ".conv", in, out, 3);
        m_shapes.push_back({name + ".adn.N.weight", {out}});
        m_shapes.push_back({name + ".adn.N.bias", {out}});
    }

    std::vector<TensorShape> m_shapes;
};

}  // namespace

std::string_view nameOf(Activation activation)
{
    for (const auto& [value, name] : activationNames)
        if (value == activation)
            return name;
    return "";
}

std::optional<Activation> activationFrom(std::string_view name)
{
    for (const auto& [value, known] : activationNames)
        if (known == name)
            return value;
    return std::nullopt;
}

void UnetArchitecture::check() const
{
    // Upper limits keep every buffer within reason.
    checkRange("inputChannels", inputChannels, 1, 16);
    checkRange("outputs", outputs, 1, 16);
    for (const int channels : features)
        checkRange("features", channels, 2, 1024);
}

std::vector<TensorShape> unetLayout(const UnetArchitecture& architecture)
{
    const auto& f = architecture.features;
    Layout layout;
    layout.addTwice("conv_0", architecture.inputChannels, f[0]);
    for (std::size_t level = 1; level < 5; ++level)
        layout.addTwice("down_" + std::to_string(level) + ".convs", f[level - 1], f[level]);
    for (std::size_t level = 4; level > 1; --level)
        layout.addUp("upcat_" + std::to_string(level), f[level], f[level] / 2, f[level - 1], f[level - 1]);
    layout.addUp("upcat_1", f[1], f[1], f[0], f[5]);  // the last one does not halve
    layout.addConvolution("final_conv", f[5], architecture.outputs, 1);
    return layout.take();
}

}  // namespace metrisk::segmentation
