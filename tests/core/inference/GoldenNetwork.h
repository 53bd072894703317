#pragma once

#include "core/inference/ModelPackage.h"
#include "core/inference/SafetensorsFile.h"

#include <gtest/gtest.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// Reads the reference numbers under golden/vit_lrp: manifests, tensors and sizes.
namespace metrisk::golden {

/// Manifests of vit_lrp whose name ends so; none when the folder is absent. Tests run through them
/// in a loop: test names are listed at build time, the folder may be another one at test time.
std::vector<std::filesystem::path> manifests(const std::string& suffix);

/// Skips without the reference numbers, and fails when there are some but none of this kind.
class GoldenTest : public ::testing::Test {
protected:
    explicit GoldenTest(std::string suffix) : m_suffix(std::move(suffix)) {}
    void SetUp() override;
    const std::vector<std::filesystem::path>& manifests() const { return m_manifests; }

private:
    std::string m_suffix;
    std::vector<std::filesystem::path> m_manifests;
};

nlohmann::json read(const std::filesystem::path& manifest);

inference::Architecture architectureOf(const nlohmann::json& config);

/// The sizes that a network's weights have by their names and shapes. Heads and the image's size show
/// in no weight: those of the published configuration, or 64 channels per head and a row of patches.
inference::Architecture architectureOf(const std::map<std::string, std::vector<std::int64_t>>& shapes);

/// A stored tensor in double precision; `float32` ones keep their exact values.
torch::Tensor tensor(const inference::SafetensorsFile& file, const std::string& name);

/// Largest absolute difference over the largest absolute reference value.
double relativeDifference(const torch::Tensor& actual, const torch::Tensor& reference);

/// The number in a tolerance, also where the manifest writes it in a sentence: "1e-10 absolute ...".
double toleranceOf(const nlohmann::json& value);

}  // namespace metrisk::golden
