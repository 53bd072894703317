#pragma once

#include "core/inference/ModelInput.h"
#include "core/inference/RiskModel.h"
#include "core/inference/VisionTransformer.h"

#include <filesystem>

/// The published network with the weights of the reference's integer rule (golden vit_lrp/full_size), batch one.
///
/// Members run side by side with one thread each. So one member is compared with a product on one thread, and two
/// members at once with a product on two: never a figure on one thread with a rate on two.
namespace metrisk::benchmarks {

/// The rule-made network with its image and clinical vector, made once. Throws when the golden folder is absent.
struct FullSizeModel {
    inference::VisionTransformer network;
    torch::Tensor image;     // [1, 3, 95, 123, 108] float32
    torch::Tensor clinical;  // [1, 27] float32
};
const FullSizeModel& fullSizeModel();

/// Folder of a pack with so many full-size members of 228 MB each, in the system's temporary folder until the
/// program ends. The members' files are equal; each is mapped for itself.
std::filesystem::path fullSizePack(int members);

}  // namespace metrisk::benchmarks
