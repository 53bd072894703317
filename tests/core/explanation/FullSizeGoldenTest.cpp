#include "core/explanation/RelevancePropagation.h"
#include "core/inference/MemberThreads.h"
#include "tests/core/inference/EveryKernel.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/core/inference/RuleMadeNetwork.h"

#include <gtest/gtest.h>

namespace metrisk::explanation {
namespace {

using golden::relativeDifference;
using torch::Tensor;

class GoldenFullSize : public golden::GoldenTest {
protected:
    GoldenFullSize() : GoldenTest(".json") {}

    /// The published network with 56 879 137 parameters takes seconds: everything is checked on it at once.
    void check(const std::filesystem::path& path, const nlohmann::json& manifest) const
    {
        inference::useOneComputeThread();
        const inference::SafetensorsFile answers(path.parent_path() /
                                                 manifest.at("files").at("expected").get<std::string>());
        const auto network = golden::ruleMadeNetwork(manifest);
        const auto image = golden::ruleMadeImage(manifest);
        const auto clinical = golden::ruleMadeClinical(manifest);
        const auto& tolerance = manifest.at("tolerance");
        checkForward(network, image, clinical, manifest, answers);
        const auto propagated = propagateRelevance(network, image, clinical);
        const double accepted = tolerance.at("attribution_fp64_abs_over_max");
        EXPECT_LE(relativeDifference(tokenRelevance(propagated),
                                     golden::tensor(answers, "expected.transformer_attribution")),
                  accepted);
        EXPECT_LE(relativeDifference(tokenRelevance(propagated, {.method = inference::RelevanceMethod::Rollout}),
                                     golden::tensor(answers, "expected.rollout")),
                  accepted);
    }

    static void checkForward(const inference::VisionTransformer& network, const Tensor& image,
                             const Tensor& clinical, const nlohmann::json& manifest,
                             const inference::SafetensorsFile& answers)
    {
        const torch::NoGradGuard noGradients;
        const auto& tolerance = manifest.at("tolerance");
        const double expected = manifest.at("risk_fp64");
        EXPECT_NEAR(network.forward(image, clinical).item<double>(), expected,
                    tolerance.at("risk_abs_fp32").get<double>());
        inference::Trace trace;
        const Tensor risk = network.forward(image.to(torch::kFloat64), clinical, {.trace = &trace});
        EXPECT_NEAR(risk.item<double>(), expected, tolerance.at("risk_abs_fp64").get<double>());
        const double accepted = tolerance.at("hidden_fp64_abs_over_max");
        const Tensor cls = golden::tensor(answers, "expected.hidden_cls");            // [blocks, hidden]
        const Tensor norms = golden::tensor(answers, "expected.hidden_token_norms");  // [blocks, tokens]
        for (std::size_t b = 0; b < trace.blocks.size(); ++b) {
            const Tensor tokens = trace.blocks[b].output[0];
            EXPECT_LE(relativeDifference(tokens[0], cls[std::int64_t(b)]), accepted) << "block " << b;
            EXPECT_LE(relativeDifference(tokens.norm(2, 1), norms[std::int64_t(b)]), accepted) << "block " << b;
        }
    }
};

TEST_F(GoldenFullSize, RiskHiddenStatesAndRelevanceAgree)
{
    int seen = 0;
    for (const auto& path : manifests()) {
        const auto manifest = golden::read(path);
        if (!golden::isRuleMade(manifest))
            continue;
        SCOPED_TRACE(path.filename().string());
        ++seen;
        testing::withEveryKernel([&] { check(path, manifest); });
    }
    EXPECT_GT(seen, 0) << "the golden folder holds no full-size case";
}

}  // namespace
}  // namespace metrisk::explanation
