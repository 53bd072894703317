#pragma once

#include "core/inference/SafetensorsFile.h"
#include "core/inference/TensorLayout.h"

#include <torch/torch.h>

#include <map>
#include <optional>

namespace metrisk::inference {

/// A network's weights under their names in the reference state_dict.
using NamedWeights = std::map<std::string, torch::Tensor>;

/// The weights a layout lists, as the file maps them, not copied where type and device allow. They are never
/// written to. Throws Error{Model} for a missing, an additional or a wrongly shaped tensor.
NamedWeights loadWeights(const std::vector<TensorShape>& layout, const SafetensorsFile& file, torch::Device device,
                         torch::ScalarType type);

/// Writes the weights under their names, float32. Throws Error{Storage}.
void saveWeights(const std::filesystem::path& path, const NamedWeights& weights);

NamedWeights converted(const NamedWeights& weights, torch::Device device, torch::ScalarType type);

/// Name of the first weight that holds a value that is no finite number; absent when none does.
std::optional<std::string> weightThatIsNotFinite(const NamedWeights& weights);

/// PyTorch's default for a linear or convolution layer: its weight and bias are uniform in +-1 / sqrt(inputs).
double uniformBound(const std::string& name, const std::vector<TensorShape>& layout);

}  // namespace metrisk::inference
