#include "core/inference/InputTensors.h"

#include "core/common/Error.h"

namespace metrisk::inference {

namespace {

void checkSize(const std::vector<float>& values, std::size_t expected)
{
    if (values.size() != expected)
        throw Error(Error::Kind::Internal, "The prepared input does not have the size that the model reads.",
                    "Please report this with the steps that led here.");
}

}  // namespace

torch::Tensor imageTensor(const ModelInput& input, const Architecture& sizes)
{
    const auto [x, y, z] = sizes.imageSize;
    checkSize(input.image, std::size_t(sizes.channels) * std::size_t(x) * std::size_t(y) * std::size_t(z));
    return torch::tensor(input.image, torch::kFloat32).view({1, sizes.channels, x, y, z});
}

torch::Tensor clinicalTensor(const std::vector<std::vector<float>>& columns, const Architecture& sizes)
{
    std::vector<float> values;
    for (const auto& row : columns) {
        checkSize(row, std::size_t(sizes.clinicalFeatures));
        values.insert(values.end(), row.begin(), row.end());
    }
    return torch::tensor(values, torch::kFloat32).view({std::int64_t(columns.size()), sizes.clinicalFeatures});
}

}  // namespace metrisk::inference
