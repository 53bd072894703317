#include "core/inference/TensorLayout.h"
#include "core/inference/VisionTransformer.h"
#include "tests/core/inference/EveryKernel.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

namespace metrisk::inference {
namespace {

using golden::relativeDifference;
using torch::Tensor;

/// One forward case of the reference: its network, its input and where its answers lie.
struct ForwardCase {
    explicit ForwardCase(const std::filesystem::path& path)
        : manifest(golden::read(path)),
          folder(path.parent_path()),
          answers(folder / manifest.at("files").at("io").get<std::string>()),
          sizes(golden::architectureOf(manifest.at("config"))),
          image(golden::tensor(answers, "input.image"))
    {
        if (sizes.clinicalFeatures > 0)
            clinical = golden::tensor(answers, "input.tabular");
    }

    VisionTransformer network(torch::ScalarType type) const
    {
        const SafetensorsFile weights(folder / manifest.at("files").at("weights").get<std::string>());
        return VisionTransformer::load(sizes, weights, torch::kCPU, type);
    }
    Tensor expected(const std::string& name) const { return golden::tensor(answers, "expected." + name); }
    double tolerance(const std::string& name) const
    {
        return golden::toleranceOf(manifest.at("tolerance").at(name));
    }

    nlohmann::json manifest;
    std::filesystem::path folder;
    SafetensorsFile answers;
    Architecture sizes;
    Tensor image, clinical;
};

/// `image` may ask for gradients: then every result is kept as it is, and other code computes it.
void expectDoublePrecisionAgrees(const ForwardCase& golden, const Tensor& image, torch::ScalarType stored)
{
    const double tolerance = golden.tolerance("fp64");
    Trace trace;
    const Tensor risk = golden.network(stored).forward(image, golden.clinical, {.trace = &trace});
    EXPECT_LE(relativeDifference(risk, golden.expected("risk")), tolerance);
    EXPECT_LE(relativeDifference(trace.patchEmbedding, golden.expected("patch_embedding")), tolerance);
    EXPECT_LE(relativeDifference(trace.cls, golden.expected("cls_after_final_norm")), tolerance);
    ASSERT_EQ(int(trace.blocks.size()), golden.sizes.layers);
    for (std::size_t i = 0; i < trace.blocks.size(); ++i)
        EXPECT_LE(relativeDifference(trace.blocks[i].output, golden.expected("hidden." + std::to_string(i))),
                  tolerance)
            << "block " << i;
}

void expectSinglePrecisionAgrees(const ForwardCase& golden)
{
    const auto network = golden.network(torch::kFloat32);
    const Tensor image = golden.image.to(torch::kFloat32);
    Trace trace;
    const Tensor traced = network.forward(image, golden.clinical, {.trace = &trace});
    const Tensor plain = network.forward(image, golden.clinical);  // last block on the CLS row alone
    const double tolerance = golden.tolerance("risk_abs_fp32");
    EXPECT_LE((traced - golden.expected("risk")).abs().max().item<double>(), tolerance);
    EXPECT_LE((plain - golden.expected("risk")).abs().max().item<double>(), tolerance);
    for (std::size_t i = 0; i < trace.blocks.size(); ++i)
        EXPECT_LE(relativeDifference(trace.blocks[i].output, golden.expected("hidden." + std::to_string(i))),
                  golden.tolerance("hidden_abs_over_max_abs_fp32"))
            << "block " << i;
}

class GoldenForward : public golden::GoldenTest {
protected:
    GoldenForward() : GoldenTest(".vit.json") {}
};

TEST_F(GoldenForward, RiskAndHiddenStatesAgreeInDoublePrecision)
{
    for (const auto& path : manifests()) {
        SCOPED_TRACE(path.filename().string());
        const ForwardCase golden(path);
        testing::withEveryKernel([&] {
            expectDoublePrecisionAgrees(golden, golden.image, torch::kFloat64);
            expectDoublePrecisionAgrees(golden, golden.image, torch::kFloat32);  // converted on the way
        });
        expectDoublePrecisionAgrees(golden, golden.image.detach().clone().requires_grad_(true), torch::kFloat64);
    }
}

TEST_F(GoldenForward, RiskAndHiddenStatesAgreeInSinglePrecision)
{
    for (const auto& path : manifests()) {
        SCOPED_TRACE(path.filename().string());
        testing::withEveryKernel([&] { expectSinglePrecisionAgrees(ForwardCase(path)); });
    }
}

TEST_F(GoldenForward, ParametersAreCountedAsTheReferenceDoes)
{
    for (const auto& path : manifests()) {
        SCOPED_TRACE(path.filename().string());
        const auto manifest = golden::read(path);
        EXPECT_EQ(parameterCount(golden::architectureOf(manifest.at("config"))),
                  manifest.at("parameter_count").get<std::int64_t>());
    }
}

class GoldenParameterCount : public golden::GoldenTest {
protected:
    GoldenParameterCount() : GoldenTest(".json") {}
};

/// The published network's tensors, one by one.
TEST_F(GoldenParameterCount, NamesShapesAndSumAgreeWithTheReference)
{
    int seen = 0;
    for (const auto& path : manifests()) {
        const auto manifest = golden::read(path);
        if (!manifest.contains("state_dict"))
            continue;
        SCOPED_TRACE(path.filename().string());
        ++seen;
        const auto shapes = manifest.at("state_dict").get<std::map<std::string, std::vector<std::int64_t>>>();
        const Architecture sizes = golden::architectureOf(shapes);
        EXPECT_EQ(parameterCount(sizes), manifest.at("parameters").get<std::int64_t>());
        const auto layout = tensorLayout(sizes);
        EXPECT_EQ(layout.size(), shapes.size());
        for (const auto& tensor : layout)
            EXPECT_EQ(tensor.shape, shapes.at(tensor.name)) << tensor.name;
    }
    EXPECT_GT(seen, 0) << "the golden folder holds no parameter count";
}

}  // namespace
}  // namespace metrisk::inference
