#pragma once

#include "core/imaging/ImageGeometry.h"

#include <optional>
#include <string_view>

namespace metrisk::segmentation {

enum class Blending { Gaussian, Constant };
enum class Padding { Replicate, Constant, Reflect, Circular };

/// "replicate", "constant", "reflect", "circular": as MONAI and model.json write it.
std::string_view nameOf(Padding padding);
std::optional<Padding> paddingFrom(std::string_view name);

/// How a large image is seen through a small window. The rules are those of MONAI's sliding_window_inference.
struct WindowOptions {
    imaging::Index3 size{192, 192, 32};  // voxels along x, y, z
    double overlap = 0.5;                // of neighbouring windows, a share of their size: 0 to below 1
    Blending blending = Blending::Gaussian;
    double sigmaScale = 0.125;           // of the gaussian weight, a share of the window's size
    Padding padding = Padding::Replicate;  // of an image smaller than the window, on both sides
    double padValue = 0.0;               // of constant padding

    void check() const;                  // throws Error{Model} with the offending value
    bool operator==(const WindowOptions&) const = default;
};

}  // namespace metrisk::segmentation
