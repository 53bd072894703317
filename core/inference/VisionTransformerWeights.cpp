#include "core/inference/NamedWeights.h"
#include "core/inference/TensorLayout.h"
#include "core/inference/VisionTransformer.h"

#include <ATen/CPUGeneratorImpl.h>

namespace metrisk::inference {

namespace {

using torch::Tensor;

Tensor drawn(const TensorShape& shape, const std::vector<TensorShape>& layout, at::Generator& generator)
{
    Tensor values = torch::zeros(shape.shape, torch::kFloat32);
    const std::string& name = shape.name;
    if (name == "cls_token")
        return values;
    if (name == "register_tokens")
        return values.normal_(0.0, 1.0, generator);
    if (name.ends_with("position_embeddings"))
        return values.normal_(0.0, 0.02, generator).clamp_(-2.0, 2.0);  // truncated at +-2, 100 sd
    if (name.find("norm") != std::string::npos)
        return name.ends_with("weight") ? values.fill_(1.0) : values;
    const double bound = uniformBound(name, layout);
    return values.uniform_(-bound, bound, generator);
}

}  // namespace

VisionTransformer::VisionTransformer(Architecture architecture, Weights weights)
    : m_architecture(std::move(architecture)), m_weights(std::move(weights))
{
}

VisionTransformer VisionTransformer::load(const Architecture& architecture, const SafetensorsFile& file,
                                          torch::Device device, torch::ScalarType type)
{
    architecture.check();
    return {architecture, loadWeights(tensorLayout(architecture), file, device, type)};
}

VisionTransformer VisionTransformer::initialised(const Architecture& architecture, std::uint64_t seed)
{
    architecture.check();
    at::Generator generator = at::detail::createCPUGenerator(seed);
    const auto layout = tensorLayout(architecture);
    Weights weights;
    for (const auto& shape : layout)
        weights[shape.name] = drawn(shape, layout, generator);
    return {architecture, std::move(weights)};
}

std::optional<std::string> VisionTransformer::weightThatIsNotFinite() const
{
    return inference::weightThatIsNotFinite(m_weights);
}

VisionTransformer VisionTransformer::to(torch::Device device, torch::ScalarType type) const
{
    return {m_architecture, converted(m_weights, device, type)};
}

VisionTransformer VisionTransformer::withWeightsOf(const VisionTransformer& other,
                                                   const std::function<bool(const std::string&)>& chosen) const
{
    Weights weights = m_weights;
    for (auto& [name, weight] : weights)
        if (chosen(name))
            weight = other.weight(name).to(weight.device(), weight.scalar_type());
    return {m_architecture, std::move(weights)};
}

void saveWeights(const std::filesystem::path& path, const VisionTransformer& network)
{
    saveWeights(path, network.weights());
}

}  // namespace metrisk::inference
