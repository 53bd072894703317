#pragma once

#include "core/inference/TensorLayout.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace metrisk::segmentation {

/// What follows each normalised convolution. MONAI's own default is the leaky one with slope 0.1.
enum class Activation { LeakyRelu, Mish, Relu, Gelu, Swish };

/// "leakyRelu", "mish", "relu", "gelu", "swish": as model.json writes it.
std::string_view nameOf(Activation activation);
std::optional<Activation> activationFrom(std::string_view name);

/// Sizes of MONAI's BasicUNet in 3D: a double convolution, four times pooled by 2, and the way back up with skips.
struct UnetArchitecture {
    int inputChannels = 2;
    int outputs = 2;
    std::array<int, 6> features{32, 32, 64, 128, 256, 32};  // five levels down, then the last level up
    Activation activation = Activation::LeakyRelu;
    double negativeSlope = 0.1;  // of the leaky activation

    void check() const;  // throws Error{Model} with the offending size
    bool operator==(const UnetArchitecture&) const = default;
};

/// Every axis is halved four times and must still hold two voxels: instance normalisation needs more than one.
inline constexpr int smallestUnetExtent = 32;

/// Every weight, named as in the state_dict of MONAI's BasicUNet.
std::vector<inference::TensorShape> unetLayout(const UnetArchitecture& architecture);

}  // namespace metrisk::segmentation
