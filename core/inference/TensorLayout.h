#pragma once

#include "core/inference/ModelPackage.h"

#include <cstdint>
#include <string>
#include <vector>

namespace metrisk::inference {

/// A weight of the Vision Transformer: its name in the reference state_dict and its shape.
struct TensorShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// Sizes of the head behind the CLS token; fixed in the reference.
inline constexpr int imageFeatures = 128;
inline constexpr int fusedFeatures = 32;

/// Every weight an architecture has, in the order of the reference state_dict.
std::vector<TensorShape> tensorLayout(const Architecture& architecture);

/// Numbers in all of them: 56 879 137 for the published configuration.
std::int64_t parameterCount(const Architecture& architecture);

}  // namespace metrisk::inference
