#pragma once

#include "core/inference/ModelInput.h"
#include "core/inference/ModelPackage.h"

#include <filesystem>
#include <vector>

namespace metrisk::inference {

/// One input and what every member said about it when the pack was made.
struct GoldenCase {
    ModelInput input;
    std::vector<double> risks;  // one per member
};

/// golden.safetensors: `input.image.u8` (uint8 [3, x, y, z]: intensities times 255, label as it is) or
/// `input.image` (float32), `input.clinical` (float32 [F], absent when F is 0) and `expected.members`
/// (float64). Throws Error{Model} when it is damaged or does not fit the architecture.
GoldenCase readGoldenCase(const std::filesystem::path& path, const Architecture& architecture);

/// Writes the case, as bytes where that loses nothing. Throws Error{Storage}.
void writeGoldenCase(const std::filesystem::path& path, const Architecture& architecture,
                     const GoldenCase& golden);

/// The input with intensities on the 256 grey levels of a byte: stored in a quarter of the space.
/// The golden risks must be computed from this rounded input.
ModelInput roundedToBytes(ModelInput input);

}  // namespace metrisk::inference
