#include "tests/core/inference/RuleMadeNetwork.h"

#include "tests/core/inference/GoldenNetwork.h"
#include "tests/support/TestFiles.h"

#include <cmath>
#include <regex>
#include <stdexcept>

namespace metrisk::golden {

namespace {

using torch::Tensor;

/// splitmix64 as the rule writes it: a double in [0, 1) for every index.
double uniform(std::uint64_t seed, std::uint64_t index)
{
    std::uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return double(z >> 11) * 0x1p-53;
}

std::uint64_t seedOf(const nlohmann::json& manifest, std::uint64_t number)
{
    return manifest.at("base_seed").get<std::uint64_t>() * 1000 + number;
}

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error("the rule-made network does not come out as described: " + what);
}

Tensor weightFrom(const nlohmann::json& manifest, const nlohmann::json& rule)
{
    const auto seed = seedOf(manifest, rule.at("k").get<std::uint64_t>());
    const double low = rule.at("lo"), high = rule.at("hi");
    const Tensor weight = ruleMadeValues(seed, rule.at("shape").get<std::vector<std::int64_t>>(), low, high);
    const auto* values = weight.data_ptr<float>();
    require(values[0] == rule.at("first").get<float>(), rule.at("name"));
    require(values[weight.numel() - 1] == rule.at("last").get<float>(), rule.at("name"));
    return weight;
}

}  // namespace

Tensor ruleMadeValues(std::uint64_t seed, const std::vector<std::int64_t>& shape, double low, double high)
{
    Tensor made = torch::empty(shape, torch::kFloat32);
    auto* values = made.data_ptr<float>();
    for (std::int64_t i = 0; i < made.numel(); ++i)
        values[i] = float(low + (high - low) * uniform(seed, std::uint64_t(i)));
    return made;
}

bool isRuleMade(const nlohmann::json& manifest)
{
    return manifest.contains("rule") && manifest.contains("weights");
}

inference::Architecture ruleMadeSizes(const nlohmann::json& manifest)
{
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& rule : manifest.at("weights"))
        shapes[rule.at("name")] = rule.at("shape").get<std::vector<std::int64_t>>();
    auto sizes = architectureOf(shapes);
    const std::regex written(R"(Image \(3, ?(\d+), ?(\d+), ?(\d+)\))");
    std::smatch found;
    for (const std::string sentence : manifest.at("rule"))
        if (std::regex_search(sentence, found, written))
            sizes.imageSize = {std::stoi(found[1]), std::stoi(found[2]), std::stoi(found[3])};
    return sizes;
}

inference::VisionTransformer ruleMadeNetwork(const nlohmann::json& manifest)
{
    std::vector<Tensor> held;
    std::vector<inference::StoredTensor> stored;
    for (const auto& rule : manifest.at("weights")) {
        held.push_back(weightFrom(manifest, rule));
        const auto* start = reinterpret_cast<const std::byte*>(held.back().data_ptr<float>());
        stored.push_back({rule.at("name"),
                          inference::ElementType::F32,
                          held.back().sizes().vec(),
                          {start, held.back().nbytes()}});
    }
    const testing::TemporaryFolder folder;  // the mapping outlives the name
    inference::writeSafetensors(folder / "full.safetensors", stored);
    return inference::VisionTransformer::load(ruleMadeSizes(manifest),
                                              inference::SafetensorsFile(folder / "full.safetensors"));
}

Tensor ruleMadeImage(const nlohmann::json& manifest)
{
    const auto [nx, ny, nz] = ruleMadeSizes(manifest).imageSize;
    Tensor image = torch::zeros({1, 3, nx, ny, nz}, torch::kFloat32);
    auto* values = image.data_ptr<float>();
    const std::int64_t voxels = std::int64_t(nx) * ny * nz;
    std::int64_t index = 0;
    for (int x = 0; x < nx; ++x)
        for (int y = 0; y < ny; ++y)
            for (int z = 0; z < nz; ++z, ++index) {
                const int dx = x - nx / 2, dy = y - ny / 2, dz = z - nz / 2;
                const int d2 = dx * dx + dy * dy + dz * dz;
                for (int channel = 0; channel < 2 && d2 <= 2500; ++channel)
                    values[channel * voxels + index] =
                        float(uniform(seedOf(manifest, std::uint64_t(900 + channel)), std::uint64_t(index)));
                values[2 * voxels + index] = d2 <= 225 ? 2.0F : d2 <= 676 ? 1.0F : 0.0F;
            }
    const auto& sums = manifest.at("image_checksums");
    require(
        std::abs(image[0][0].to(torch::kFloat64).sum().item<double>() - sums.at("sum_ch0").get<double>()) < 1e-3,
        "image");
    require((image[0][2] == 2).sum().item<std::int64_t>() == sums.at("count_label2").get<std::int64_t>(), "label");
    return image;
}

Tensor ruleMadeClinical(const nlohmann::json& manifest)
{
    const auto seed = seedOf(manifest, 950);
    const int columns = ruleMadeSizes(manifest).clinicalFeatures;
    Tensor clinical = torch::zeros({1, columns}, torch::kFloat32);
    auto* values = clinical.data_ptr<float>();
    values[0] = float(2 * uniform(seed, 0) - 1);
    for (int j = 1; j < columns; ++j)
        values[j] = uniform(seed, std::uint64_t(j)) > 0.6 ? 1.0F : 0.0F;
    for (int j = 0; j < columns; ++j)
        require(values[j] == manifest.at("tabular")[std::size_t(j)].get<float>(), "clinical vector");
    return clinical;
}

}  // namespace metrisk::golden
