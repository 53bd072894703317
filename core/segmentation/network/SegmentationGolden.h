#pragma once

#include "core/segmentation/network/BasicUnet.h"

#include <vector>

namespace metrisk::segmentation {

/// One small image and what the members said about it when the pack was made.
struct SegmentationGolden {
    torch::Tensor image;          // [1, channels, x, y, z] float32 on the 256 grey levels of a byte
    torch::Tensor probabilities;  // [1, outputs, x, y, z] float32: of the members' mean
};

/// golden.safetensors: `input.image.u8` (intensities times 255) and `expected.probabilities`. Throws Error{Model} when it
/// is damaged or does not fit the architecture.
SegmentationGolden readSegmentationGolden(const std::filesystem::path& path, const UnetArchitecture& architecture);
void writeSegmentationGolden(const std::filesystem::path& path, const SegmentationGolden& golden);

/// The image rounded to bytes, with what these members make of it on this computer.
SegmentationGolden goldenOf(const torch::Tensor& image, const std::vector<BasicUnet>& members);

/// A head of noise with a bright ball in it, 48 voxels wide, where no patient's image is at hand.
torch::Tensor inventedImage(int channels);

/// Probabilities of the members' mean logits for a small image, without a sliding window.
torch::Tensor meanProbabilities(const torch::Tensor& image, const std::vector<BasicUnet>& members);

}  // namespace metrisk::segmentation
