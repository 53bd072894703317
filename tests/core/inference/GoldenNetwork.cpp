#include "tests/core/inference/GoldenNetwork.h"

#include "tests/support/TestFiles.h"

namespace metrisk::golden {

std::vector<std::filesystem::path> manifests(const std::string& suffix)
{
    const auto folder = testing::goldenFolder();
    return folder ? testing::manifestsIn(*folder / "vit_lrp", suffix) : std::vector<std::filesystem::path>{};
}

void GoldenTest::SetUp()
{
    if (!testing::goldenFolder())
        GTEST_SKIP() << "The reference numbers are not here; METRISK_GOLDEN_DIR names their folder.";
    m_manifests = golden::manifests(m_suffix);
    ASSERT_FALSE(m_manifests.empty()) << "vit_lrp holds no manifest that ends with " << m_suffix;
}

nlohmann::json read(const std::filesystem::path& manifest)
{
    return nlohmann::json::parse(testing::textOf(manifest));
}

inference::Architecture architectureOf(const nlohmann::json& config)
{
    inference::Architecture sizes;
    sizes.imageSize = config.at("img_size").get<imaging::Index3>();
    sizes.channels = config.at("in_channels");
    sizes.patchSize = config.at("patch_size");
    sizes.hiddenSize = config.at("hidden_size");
    sizes.heads = config.at("num_heads");
    sizes.mlpSize = config.at("mlp_dim");
    sizes.layers = config.at("num_layers");
    sizes.registers = config.at("num_register_tokens");
    sizes.clinicalFeatures = config.at("num_tabular_features");
    return sizes;
}

inference::Architecture architectureOf(const std::map<std::string, std::vector<std::int64_t>>& shapes)
{
    inference::Architecture sizes;
    const auto& patches = shapes.at("patch_embedding.patch_embeddings.weight");
    sizes.hiddenSize = int(patches[0]);
    sizes.channels = int(patches[1]);
    sizes.patchSize = int(patches[2]);
    sizes.heads = std::max(1, sizes.hiddenSize / 64);
    sizes.mlpSize = int(shapes.at("blocks.0.mlp.linear1.bias")[0]);
    sizes.registers = shapes.contains("register_tokens") ? int(shapes.at("register_tokens")[0]) : 0;
    sizes.clinicalFeatures = int(shapes.at("fc2.0.weight")[1] - shapes.at("fc1.0.weight")[0]);
    sizes.layers = 0;
    while (shapes.contains("blocks." + std::to_string(sizes.layers) + ".norm1.weight"))
        ++sizes.layers;
    if (const auto count = int(shapes.at("patch_embedding.position_embeddings")[1]); count != sizes.patches())
        sizes.imageSize = {count * sizes.patchSize, sizes.patchSize, sizes.patchSize};
    return sizes;
}

torch::Tensor tensor(const inference::SafetensorsFile& file, const std::string& name)
{
    return torch::tensor(file.numbers(name), torch::kFloat64).view(file.at(name).shape);
}

double relativeDifference(const torch::Tensor& actual, const torch::Tensor& reference)
{
    if (actual.sizes() != reference.sizes())
        throw std::runtime_error("the shapes differ");
    const double largest = reference.abs().max().item<double>();
    const double difference = (actual.to(torch::kFloat64) - reference).abs().max().item<double>();
    return largest > 0 ? difference / largest : difference;
}

double toleranceOf(const nlohmann::json& value)
{
    return value.is_number() ? value.get<double>() : std::stod(value.get<std::string>());
}

}  // namespace metrisk::golden
