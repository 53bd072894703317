#include "core/explanation/RelevancePropagation.h"
#include "core/inference/Device.h"
#include "core/inference/MemberThreads.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/core/inference/RuleMadeNetwork.h"

#include <gtest/gtest.h>

namespace metrisk::explanation {
namespace {

using golden::relativeDifference;
using inference::VisionTransformer;
using torch::Tensor;

/// The full-size network on CPU and GPU, held to the tolerances of the reference's full-size case.
class GpuParity : public golden::GoldenTest {
protected:
    GpuParity() : GoldenTest(".json") {}

    void SetUp() override
    {
        GoldenTest::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        if (!inference::chosenDevice().is_cuda())
            GTEST_SKIP() << "LibTorch sees no GPU here: nothing is compared with the CPU.";
        inference::useOneComputeThread();
    }

    void forEachFullSize(const std::function<void(const nlohmann::json&, const VisionTransformer&)>& check) const
    {
        for (const auto& path : manifests())
            if (const auto manifest = golden::read(path); golden::isRuleMade(manifest)) {
                SCOPED_TRACE(path.filename().string());
                check(manifest, golden::ruleMadeNetwork(manifest));
            }
    }
};

TEST_F(GpuParity, RiskAgreesWithTheCpuAndTheReference)
{
    forEachFullSize([](const nlohmann::json& manifest, const VisionTransformer& network) {
        const torch::NoGradGuard noGradients;
        const auto gpu = inference::chosenDevice();
        const auto onGpu = network.to(gpu, torch::kFloat32);
        const Tensor image = golden::ruleMadeImage(manifest), clinical = golden::ruleMadeClinical(manifest);
        const auto riskIn = [&](torch::ScalarType type) {
            return onGpu.forward(image.to(gpu, type), clinical.to(gpu)).item<double>();
        };
        const auto& tolerance = manifest.at("tolerance");
        const double single = tolerance.at("risk_abs_fp32"), expected = manifest.at("risk_fp64");
        EXPECT_NEAR(riskIn(torch::kFloat32), network.forward(image, clinical).item<double>(), single);
        EXPECT_NEAR(riskIn(torch::kFloat32), expected, single);
        EXPECT_NEAR(riskIn(torch::kFloat64), expected, tolerance.at("risk_abs_fp64").get<double>());
    });
}

TEST_F(GpuParity, RelevanceInDoublePrecisionAgreesWithTheCpu)
{
    forEachFullSize([](const nlohmann::json& manifest, const VisionTransformer& network) {
        const auto gpu = inference::chosenDevice();
        const Tensor image = golden::ruleMadeImage(manifest), clinical = golden::ruleMadeClinical(manifest);
        const auto onCpu = propagateRelevance(network, image, clinical);
        const auto onGpu = propagateRelevance(network.to(gpu, torch::kFloat32), image.to(gpu), clinical.to(gpu));
        const double accepted = manifest.at("tolerance").at("attribution_fp64_abs_over_max");
        EXPECT_LE(relativeDifference(tokenRelevance(onGpu).cpu(), tokenRelevance(onCpu)), accepted);
        EXPECT_NEAR(onGpu.clinicalShare, onCpu.clinicalShare, accepted);
    });
}

}  // namespace
}  // namespace metrisk::explanation
