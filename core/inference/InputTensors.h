#pragma once

#include "core/inference/ModelInput.h"
#include "core/inference/ModelPackage.h"

#include <torch/torch.h>

namespace metrisk::inference {

/// A prepared input as the network reads it, copied. Throws Error{Internal} when its size is not the
/// architecture's.
torch::Tensor imageTensor(const ModelInput& input,
                          const Architecture& architecture);  // [1, 3, x, y, z] float32
torch::Tensor clinicalTensor(const std::vector<std::vector<float>>& columns,
                             const Architecture& architecture);  // [N, F] float32, one row per vector

}  // namespace metrisk::inference
