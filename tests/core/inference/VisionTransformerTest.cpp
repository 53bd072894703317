#include "core/common/Error.h"
#include "core/inference/TensorLayout.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::inference {
namespace {

using metrisk::testing::TemporaryFolder;
using torch::Tensor;

Tensor someImages(std::int64_t samples)
{
    const auto [x, y, z] = tinypack::architecture().imageSize;
    return torch::linspace(0, 1, samples * 3 * x * y * z).view({samples, 3, x, y, z}).remainder(0.37);
}

Tensor someClinical(std::int64_t samples) { return torch::linspace(-1, 1, samples * 5).view({samples, 5}); }

TEST(TensorLayout, ThePublishedNetworkHas56879137Parameters)
{
    EXPECT_EQ(parameterCount({}), 56'879'137);
    EXPECT_EQ(Architecture{}.tokens(), 215);
}

TEST(VisionTransformer, FreshWeightsFollowTheSeedAndTheReferencesDistributions)
{
    Architecture sizes;
    sizes.layers = 1;
    const auto network = VisionTransformer::initialised(sizes, 5);
    const auto same = VisionTransformer::initialised(sizes, 5);
    const auto other = VisionTransformer::initialised(sizes, 6);
    for (const auto& [name, weight] : network.weights())
        EXPECT_TRUE(weight.equal(same.weight(name))) << name;
    EXPECT_FALSE(network.weight("fc1.0.weight").equal(other.weight("fc1.0.weight")));

    EXPECT_EQ(network.weight("cls_token").abs().max().item<double>(), 0.0);
    EXPECT_NEAR(network.weight("register_tokens").std().item<double>(), 1.0, 0.06);
    EXPECT_NEAR(network.weight("patch_embedding.position_embeddings").std().item<double>(), 0.02, 0.0005);
    EXPECT_EQ(network.weight("norm.weight").min().item<double>(), 1.0);
    EXPECT_EQ(network.weight("blocks.0.norm2.bias").abs().max().item<double>(), 0.0);
    // Uniform in +-1/sqrt(inputs), weight and bias alike: largest value and standard deviation.
    for (const auto& [name, inputs] : {std::pair("blocks.0.mlp.linear2", 3072.0), std::pair("fc2.0", 155.0),
                                       std::pair("patch_embedding.patch_embeddings", 12288.0)}) {
        const double bound = 1.0 / std::sqrt(inputs);
        const Tensor weight = network.weight(std::string(name) + ".weight");
        EXPECT_LE(weight.abs().max().item<double>(), bound * 1.00001) << name;
        EXPECT_NEAR(weight.std().item<double>(), bound / std::sqrt(3.0), 0.03 * bound) << name;
        EXPECT_LE(network.weight(std::string(name) + ".bias").abs().max().item<double>(), bound * 1.00001) << name;
        EXPECT_GT(network.weight(std::string(name) + ".bias").abs().max().item<double>(), 0.8 * bound) << name;
    }
}

TEST(VisionTransformer, SavedWeightsAreMappedBackWithoutACopy)
{
    const TemporaryFolder folder;
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1);
    saveWeights(folder / "w", network);
    const SafetensorsFile file(folder / "w");
    const auto loaded = VisionTransformer::load(tinypack::architecture(), file);
    for (const auto& [name, weight] : loaded.weights()) {
        EXPECT_TRUE(weight.equal(network.weight(name))) << name;
        EXPECT_EQ(static_cast<const void*>(weight.data_ptr()),
                  static_cast<const void*>(file.at(name).bytes.data()));
    }
}

TEST(VisionTransformer, RefusesMissingAdditionalAndWronglyShapedTensors)
{
    const TemporaryFolder folder;
    saveWeights(folder / "w", VisionTransformer::initialised(tinypack::architecture(), 1));
    const auto complaint = [&](const std::function<void(Architecture&)>& change) {
        auto sizes = tinypack::architecture();
        change(sizes);
        try {
            VisionTransformer::load(sizes, SafetensorsFile(folder / "w"));
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Model);
            return error.whatHappened();
        }
        return std::string("accepted");
    };
    EXPECT_NE(complaint([](auto& s) { s.layers = 3; }).find("blocks.2.mlp.linear1.weight is missing"),
              std::string::npos);
    EXPECT_NE(complaint([](auto& s) { s.layers = 1; }).find("it holds blocks.1."), std::string::npos);
    EXPECT_NE(complaint([](auto& s) { s.registers = 2; }).find("register_tokens is 1 x 16 instead of 2 x 16"),
              std::string::npos);
    EXPECT_NE(complaint([](auto& s) { s.registers = 0; }).find("register_tokens, which"), std::string::npos);
    EXPECT_NE(complaint([](auto& s) { s.heads = 3; }).find("cannot be split"), std::string::npos);
}

TEST(VisionTransformer, VoxelsBeyondTheLastWholePatchNeverMatter)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1);
    const auto image = someImages(1);
    auto changed = image.clone();
    changed.narrow(2, 16, 4).fill_(9);  // 20 voxels hold two patches of 8
    changed.narrow(3, 16, 1).fill_(9);
    changed.narrow(4, 16, 2).fill_(9);
    EXPECT_TRUE(network.forward(image, someClinical(1)).equal(network.forward(changed, someClinical(1))));
    changed.narrow(2, 15, 1).fill_(9);
    EXPECT_FALSE(network.forward(image, someClinical(1)).equal(network.forward(changed, someClinical(1))));
}

TEST(VisionTransformer, SamplesOfABatchDoNotSeeEachOther)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1).toDouble();
    const auto images = someImages(3).to(torch::kFloat64);
    const auto together = network.forward(images, someClinical(3));
    for (std::int64_t i = 0; i < 3; ++i)
        EXPECT_NEAR(network.forward(images.narrow(0, i, 1), someClinical(3).narrow(0, i, 1)).item<double>(),
                    together[i].item<double>(), 1e-12);
}

TEST(VisionTransformer, GradientsReachEveryWeightThatAsksForThem)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1);
    for (const auto& [name, weight] : network.weights())
        weight.requires_grad_(true);
    network.forward(someImages(2), someClinical(2)).sum().backward();
    for (const auto& [name, weight] : network.weights()) {
        ASSERT_TRUE(weight.grad().defined()) << name;
        EXPECT_GT(weight.grad().abs().max().item<double>(), 0.0) << name;
    }
}

TEST(VisionTransformer, IsTheSameWhetherOrNotGradientsAreWanted)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1).toDouble();
    const auto images = someImages(3).to(torch::kFloat64);
    Trace lean, kept;
    const auto risk = network.forward(images, someClinical(3), {.trace = &lean});
    const auto same = network.forward(images.clone().requires_grad_(true), someClinical(3), {.trace = &kept});
    EXPECT_TRUE(same.requires_grad());
    EXPECT_TRUE(risk.allclose(same, 1e-12, 1e-12));
    EXPECT_TRUE(lean.patchEmbedding.allclose(kept.patchEmbedding, 1e-12, 1e-12));
    const auto agrees = [](const Tensor& a, const Tensor& b) { return a.sizes() == b.sizes() && a.allclose(b, 1e-12, 1e-12); };
    for (std::size_t i = 0; i < kept.blocks.size(); ++i) {
        const BlockTrace &a = lean.blocks[i], &b = kept.blocks[i];
        EXPECT_TRUE(agrees(a.input, b.input) && agrees(a.attentionInput, b.attentionInput)) << i;
        EXPECT_TRUE(agrees(a.queryKeyValue, b.queryKeyValue) && agrees(a.attention, b.attention)) << i;
        EXPECT_TRUE(agrees(a.context, b.context) && agrees(a.attentionOutput, b.attentionOutput)) << i;
        EXPECT_TRUE(agrees(a.middle, b.middle) && agrees(a.mlpInput, b.mlpInput)) << i;
        EXPECT_TRUE(agrees(a.mlpHidden, b.mlpHidden) && agrees(a.mlpActivated, b.mlpActivated)) << i;
        EXPECT_TRUE(agrees(a.mlpOutput, b.mlpOutput) && agrees(a.output, b.output)) << i;
    }
}

TEST(VisionTransformer, DropoutFollowsItsGeneratorAndKeepsTheMean)
{
    const torch::NoGradGuard noGradients;
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 1);
    const auto image = someImages(1), clinical = someClinical(1);
    const auto riskWith = [&](std::uint64_t seed, double rate) {
        return network.forward(image, clinical, {.dropout = Dropout{rate, at::detail::createCPUGenerator(seed)}})
            .item<double>();
    };
    EXPECT_EQ(riskWith(3, 0.1), riskWith(3, 0.1));
    EXPECT_NE(riskWith(3, 0.1), riskWith(4, 0.1));
    EXPECT_EQ(riskWith(3, 0.0), network.forward(image, clinical).item<double>());
}

}  // namespace
}  // namespace metrisk::inference
