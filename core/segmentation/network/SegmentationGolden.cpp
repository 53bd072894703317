#include "core/segmentation/network/SegmentationGolden.h"

#include "core/common/Error.h"
#include "core/inference/MemberThreads.h"

#include <cmath>
#include <random>

namespace metrisk::segmentation {

namespace {

using inference::ElementType;
using torch::Tensor;

constexpr auto imageName = "input.image.u8";
constexpr auto expectedName = "expected.probabilities";
constexpr std::int64_t largestExtent = 128;

void refuse()
{
    throw Error(Error::Kind::Model, "The golden case of the segmentation pack does not have the size that its network reads.",
                "Copy the pack again from where you got it.");
}

void checkShape(const std::vector<std::int64_t>& shape, int channels)
{
    if (shape.size() != 5 || shape[0] != 1 || shape[1] != channels)
        refuse();
    for (std::size_t axis = 2; axis < 5; ++axis)
        if (shape[axis] < smallestUnetExtent || shape[axis] > largestExtent)
            refuse();
}

Tensor tensorFrom(const inference::SafetensorsFile& file, const char* name, int channels)
{
    const auto shape = file.at(name).shape;
    checkShape(shape, channels);
    return torch::tensor(file.numbers(name), torch::kFloat64).to(torch::kFloat32).view(shape);
}

inference::StoredTensor stored(const char* name, ElementType type, const Tensor& tensor)
{
    return {name, type, tensor.sizes().vec(), {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()}};
}

Tensor bytesOf(const Tensor& image) { return (image * 255.0).round().clamp(0.0, 255.0).to(torch::kUInt8).contiguous(); }

}  // namespace

SegmentationGolden readSegmentationGolden(const std::filesystem::path& path, const UnetArchitecture& architecture)
{
    const inference::SafetensorsFile file(path);
    SegmentationGolden golden{tensorFrom(file, imageName, architecture.inputChannels) / 255.0F,
                              tensorFrom(file, expectedName, architecture.outputs)};
    if (golden.image.sizes().slice(2) != golden.probabilities.sizes().slice(2))
        refuse();
    return golden;
}

void writeSegmentationGolden(const std::filesystem::path& path, const SegmentationGolden& golden)
{
    const Tensor bytes = bytesOf(golden.image), expected = golden.probabilities.to(torch::kCPU).contiguous();
    inference::writeSafetensors(path, {stored(expectedName, ElementType::F32, expected), stored(imageName, ElementType::U8, bytes)});
}

SegmentationGolden goldenOf(const Tensor& image, const std::vector<BasicUnet>& members)
{
    const Tensor rounded = bytesOf(image).to(torch::kFloat32) / 255.0F;
    return {rounded, meanProbabilities(rounded, members)};
}

Tensor inventedImage(int channels)
{
    constexpr int extent = 48;
    std::mt19937 random(1);  // its numbers are the same on every system
    std::vector<float> values;
    for (int channel = 0; channel < channels; ++channel)
        for (int x = 0; x < extent; ++x)
            for (int y = 0; y < extent; ++y)
                for (int z = 0; z < extent; ++z) {
                    const double distance = std::hypot(x - 24, y - 24, z - 24);
                    const float noise = float(random() % 64) / 255.0F;
                    values.push_back(distance > 22.0 ? 0.0F : noise + (distance < 9.0 ? 0.6F : 0.3F));
                }
    return torch::tensor(values).view({1, channels, extent, extent, extent});
}

Tensor meanProbabilities(const Tensor& image, const std::vector<BasicUnet>& members)
{
    const torch::NoGradGuard noGradients;
    inference::useOneComputeThread();
    Tensor sum;
    for (const auto& member : members) {
        const Tensor logits = member.forward(image.to(member.device())).to(torch::kCPU);
        sum = sum.defined() ? sum + logits : logits;
    }
    return torch::sigmoid(sum / double(members.size()));
}

}  // namespace metrisk::segmentation
