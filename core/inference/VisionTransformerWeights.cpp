#include "core/common/Error.h"
#include "core/inference/TensorLayout.h"
#include "core/inference/VisionTransformer.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <set>

namespace metrisk::inference {

namespace {

using torch::Tensor;

[[noreturn]] void refuse(const SafetensorsFile& file, const std::string& reason)
{
    throw Error(Error::Kind::Model,
                "The file " + file.path().string() + " does not fit its model pack: " + reason + ".",
                "Copy the model pack again from where you got it.");
}

std::string textOf(const std::vector<std::int64_t>& shape)
{
    std::string text;
    for (const std::int64_t extent : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(extent);
    return text;
}

torch::ScalarType scalarTypeOf(const SafetensorsFile& file, const StoredTensor& tensor)
{
    switch (tensor.type) {
        case ElementType::F64: return torch::kFloat64;
        case ElementType::F32: return torch::kFloat32;
        case ElementType::F16: return torch::kFloat16;
        case ElementType::BF16: return torch::kBFloat16;
        default: refuse(file, tensor.name + " is stored as " + std::string(nameOf(tensor.type)) + ", not as real numbers");
    }
}

/// The mapped bytes as a tensor that keeps the mapping alive. They are never written to.
Tensor mapped(const SafetensorsFile& file, const StoredTensor& tensor)
{
    auto* start = const_cast<std::byte*>(tensor.bytes.data());
    Tensor view = torch::from_blob(
        start, tensor.shape, [keep = file.mapping()](void*) {}, torch::TensorOptions(scalarTypeOf(file, tensor)));
    const bool aligned = reinterpret_cast<std::uintptr_t>(start) % bytesOf(tensor.type) == 0;
    return aligned ? view : view.clone();  // a header of odd length: legal, if unusual
}

void refuseUnknown(const SafetensorsFile& file, const std::vector<TensorShape>& layout)
{
    std::set<std::string> known;
    for (const auto& expected : layout)
        known.insert(expected.name);
    for (const auto& tensor : file.tensors())
        if (!known.contains(tensor.name))
            refuse(file, "it holds " + tensor.name + ", which the described network does not have");
}

/// PyTorch's default for Linear and convolution layers: uniform in +-1 / sqrt(inputs).
double boundOf(const std::string& name, const std::vector<TensorShape>& layout)
{
    const std::string matrix = name.substr(0, name.rfind('.')) + ".weight";
    for (const auto& tensor : layout)
        if (tensor.name == matrix) {
            std::int64_t inputs = 1;
            for (std::size_t axis = 1; axis < tensor.shape.size(); ++axis)
                inputs *= tensor.shape[axis];
            return 1.0 / std::sqrt(double(inputs));
        }
    return 0.0;
}

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
    const double bound = boundOf(name, layout);
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
    const auto layout = tensorLayout(architecture);
    refuseUnknown(file, layout);
    Weights weights;
    for (const auto& expected : layout) {
        const StoredTensor* stored = file.find(expected.name);
        if (!stored)
            refuse(file, expected.name + " is missing");
        if (stored->shape != expected.shape)
            refuse(file, expected.name + " is " + textOf(stored->shape) + " instead of " + textOf(expected.shape));
        weights[expected.name] = mapped(file, *stored).to(device, type);
    }
    return {architecture, std::move(weights)};
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
    for (const auto& [name, weight] : m_weights)
        if (!torch::isfinite(weight).all().item<bool>())
            return name;
    return std::nullopt;
}

VisionTransformer VisionTransformer::to(torch::Device device, torch::ScalarType type) const
{
    Weights converted;
    for (const auto& [name, weight] : m_weights)
        converted[name] = weight.to(device, type);
    return {m_architecture, std::move(converted)};
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
    std::vector<Tensor> held;
    std::vector<StoredTensor> stored;
    for (const auto& [name, weight] : network.weights()) {
        held.push_back(weight.detach().to(torch::kCPU, torch::kFloat32).contiguous());
        const auto* start = static_cast<const std::byte*>(held.back().data_ptr());
        stored.push_back({name, ElementType::F32, weight.sizes().vec(), {start, held.back().nbytes()}});
    }
    writeSafetensors(path, stored);
}

}  // namespace metrisk::inference
