#include "core/inference/NamedWeights.h"

#include "core/common/Error.h"

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

}  // namespace

NamedWeights loadWeights(const std::vector<TensorShape>& layout, const SafetensorsFile& file, torch::Device device,
                         torch::ScalarType type)
{
    refuseUnknown(file, layout);
    NamedWeights weights;
    for (const auto& expected : layout) {
        const StoredTensor* stored = file.find(expected.name);
        if (!stored)
            refuse(file, expected.name + " is missing");
        if (stored->shape != expected.shape)
            refuse(file, expected.name + " is " + textOf(stored->shape) + " instead of " + textOf(expected.shape));
        weights[expected.name] = mapped(file, *stored).to(device, type);
    }
    return weights;
}

void saveWeights(const std::filesystem::path& path, const NamedWeights& weights)
{
    std::vector<Tensor> held;
    std::vector<StoredTensor> stored;
    for (const auto& [name, weight] : weights) {
        held.push_back(weight.detach().to(torch::kCPU, torch::kFloat32).contiguous());
        const auto* start = static_cast<const std::byte*>(held.back().data_ptr());
        stored.push_back({name, ElementType::F32, weight.sizes().vec(), {start, held.back().nbytes()}});
    }
    writeSafetensors(path, stored);
}

NamedWeights converted(const NamedWeights& weights, torch::Device device, torch::ScalarType type)
{
    NamedWeights result;
    for (const auto& [name, weight] : weights)
        result[name] = weight.to(device, type);
    return result;
}

std::optional<std::string> weightThatIsNotFinite(const NamedWeights& weights)
{
    for (const auto& [name, weight] : weights)
        if (!torch::isfinite(weight).all().item<bool>())
            return name;
    return std::nullopt;
}

double uniformBound(const std::string& name, const std::vector<TensorShape>& layout)
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

}  // namespace metrisk::inference
