#include "core/inference/GoldenCase.h"

#include "core/common/Error.h"
#include "core/inference/SafetensorsFile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace metrisk::inference {

namespace {

constexpr const char* bytesName = "input.image.u8";
constexpr const char* floatsName = "input.image";
constexpr const char* clinicalName = "input.clinical";
constexpr const char* risksName = "expected.members";
constexpr float greyLevels = 255.0F;

std::vector<std::int64_t> imageShape(const Architecture& sizes)
{
    return {sizes.channels, sizes.imageSize[0], sizes.imageSize[1], sizes.imageSize[2]};
}

/// Voxels of the intensity channels; the label channel follows them.
std::size_t intensities(const std::vector<float>& image) { return image.size() / 3 * 2; }

std::vector<std::uint8_t> bytesOf(const std::vector<float>& image)
{
    std::vector<std::uint8_t> bytes(image.size());
    for (std::size_t i = 0; i < image.size(); ++i) {
        const float level = i < intensities(image) ? image[i] * greyLevels : image[i];
        bytes[i] = std::uint8_t(std::lround(std::clamp(level, 0.0F, greyLevels)));
    }
    return bytes;
}

std::vector<float> imageFrom(const std::vector<double>& bytes)
{
    std::vector<float> image(bytes.begin(), bytes.end());
    for (std::size_t i = 0; i < intensities(image); ++i)
        image[i] /= greyLevels;
    return image;
}

std::vector<float> imageOf(const SafetensorsFile& file, const Architecture& sizes)
{
    const bool asBytes = file.find(bytesName) != nullptr;
    const StoredTensor& stored = file.at(asBytes ? bytesName : floatsName);
    if (stored.shape != imageShape(sizes))
        throw Error(Error::Kind::Model,
                    "The golden case of the model pack has an image of another size than its network reads.",
                    "Copy the pack again from where you got it.");
    const auto numbers = file.numbers(stored.name);
    return asBytes ? imageFrom(numbers) : std::vector<float>(numbers.begin(), numbers.end());
}

template <class Number>
std::span<const std::byte> rawBytes(const std::vector<Number>& numbers)
{
    return std::as_bytes(std::span(numbers));
}

}  // namespace

GoldenCase readGoldenCase(const std::filesystem::path& path, const Architecture& sizes)
{
    const SafetensorsFile file(path);
    GoldenCase golden;
    golden.input.placement.size = golden.input.placement.taken = sizes.imageSize;
    golden.input.image = imageOf(file, sizes);
    if (sizes.clinicalFeatures > 0) {
        const auto columns = file.numbers(clinicalName);
        golden.input.clinical.assign(columns.begin(), columns.end());
    }
    if (int(golden.input.clinical.size()) != sizes.clinicalFeatures)
        throw Error(Error::Kind::Model,
                    "The golden case of the model pack has another number of clinical columns than its "
                    "network reads.",
                    "Copy the pack again from where you got it.");
    golden.risks = file.numbers(risksName);
    return golden;
}

void writeGoldenCase(const std::filesystem::path& path, const Architecture& sizes, const GoldenCase& golden)
{
    const auto& image = golden.input.image;
    const auto bytes = bytesOf(image);
    const bool lossless = imageFrom({bytes.begin(), bytes.end()}) == image;
    const auto members = std::int64_t(golden.risks.size());
    std::vector<StoredTensor> tensors{{risksName, ElementType::F64, {members}, rawBytes(golden.risks)}};
    if (sizes.clinicalFeatures > 0)
        tensors.push_back(
            {clinicalName, ElementType::F32, {sizes.clinicalFeatures}, rawBytes(golden.input.clinical)});
    if (lossless)
        tensors.push_back({bytesName, ElementType::U8, imageShape(sizes), rawBytes(bytes)});
    else
        tensors.push_back({floatsName, ElementType::F32, imageShape(sizes), rawBytes(image)});
    writeSafetensors(path, tensors);
}

ModelInput roundedToBytes(ModelInput input)
{
    const auto bytes = bytesOf(input.image);
    input.image = imageFrom({bytes.begin(), bytes.end()});
    return input;
}

}  // namespace metrisk::inference
