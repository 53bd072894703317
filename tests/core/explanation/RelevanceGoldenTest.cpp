#include "core/explanation/Explanation.h"
#include "core/explanation/RelevancePropagation.h"
#include "tests/core/inference/EveryKernel.h"
#include "tests/core/inference/GoldenNetwork.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <map>

namespace metrisk::explanation {
namespace {

using golden::relativeDifference;
using inference::SafetensorsFile;
using inference::VisionTransformer;
using torch::Tensor;

/// One explained case of the reference, with the forward case it belongs to.
struct ExplainedCase {
    explicit ExplainedCase(const std::filesystem::path& path)
        : manifest(golden::read(path)),
          folder(path.parent_path()),
          inputs(file("inputs")),
          answers(file("expected")),
          sizes(golden::architectureOf(forwardManifest(path).at("config"))),
          network(VisionTransformer::load(sizes, file("weights"))),
          tolerance(golden::toleranceOf(manifest.at("tolerance").at("fp64")))
    {
    }

    SafetensorsFile file(const std::string& key) const
    {
        return SafetensorsFile(folder / manifest.at("files").at(key).get<std::string>());
    }

    /// NAME.lrp.json belongs to NAME.vit.json, whose tensors it names as its inputs.
    nlohmann::json forwardManifest(const std::filesystem::path& path) const
    {
        std::filesystem::path name = manifest.at("files").at("inputs").get<std::string>();
        return golden::read(path.parent_path() / name.replace_extension(".json"));
    }

    int samples() const { return int(inputs.at("input.image").shape[0]); }
    Tensor image(int sample) const { return golden::tensor(inputs, "input.image").narrow(0, sample, 1); }
    Tensor clinical(int sample) const
    {
        return sizes.clinicalFeatures > 0 ? golden::tensor(inputs, "input.tabular").narrow(0, sample, 1)
                                          : Tensor();
    }
    Tensor answer(const std::string& name, int sample) const { return golden::tensor(answers, name)[sample]; }
    PropagatedRelevance propagated(int sample, const StageObserver& observer = {}) const
    {
        return propagateRelevance(network, image(sample), clinical(sample), {}, observer);
    }

    nlohmann::json manifest;
    std::filesystem::path folder;
    SafetensorsFile inputs, answers;
    inference::Architecture sizes;
    VisionTransformer network;
    double tolerance;
};

class GoldenRelevance : public golden::GoldenTest {
protected:
    GoldenRelevance() : GoldenTest(".lrp.json") {}

    void forEachSample(const std::function<void(const ExplainedCase&, int)>& check) const
    {
        for (const auto& path : manifests()) {
            const ExplainedCase golden(path);
            for (int sample = 0; sample < golden.samples(); ++sample) {
                SCOPED_TRACE(path.filename().string() + ", sample " + std::to_string(sample));
                testing::withEveryKernel([&] { check(golden, sample); });
            }
        }
    }
};

TEST_F(GoldenRelevance, TokenMapsOfEveryVariantAgree)
{
    const std::map<std::string, inference::RelevanceRule> variants{
        {"expected.transformer_attribution", {}},
        {"expected.rollout", {.method = inference::RelevanceMethod::Rollout}},
        {"expected.transformer_attribution_start_layer_1", {.startBlock = 1}},
        {"variant.registers_kept_in_product", {.keepRegisters = true}}};
    forEachSample([&](const ExplainedCase& golden, int sample) {
        const auto propagated = golden.propagated(sample);
        for (const auto& [name, options] : variants)
            if (golden.answers.find(name)) {
                const auto map = tokenRelevance(propagated, options);
                EXPECT_LE(relativeDifference(map, golden.answer(name, sample)), golden.tolerance) << name;
            }
    });
}

TEST_F(GoldenRelevance, AttentionItsRelevanceAndItsGradientAgreeInEveryBlock)
{
    forEachSample([](const ExplainedCase& golden, int sample) {
        const auto propagated = golden.propagated(sample);
        const std::string prefix = "sample" + std::to_string(sample) + ".block";
        for (std::size_t b = 0; b < propagated.blocks.size(); ++b) {
            const auto agrees = [&](const std::string& what, const Tensor& actual) {
                const std::string name = prefix + std::to_string(b) + "." + what;
                if (golden.answers.find(name)) {
                    EXPECT_LE(relativeDifference(actual, golden::tensor(golden.answers, name)), golden.tolerance)
                        << name;
                }
            };
            agrees("attention", propagated.blocks[b].attention);
            agrees("attention_relevance", propagated.blocks[b].relevance);
            agrees("attention_gradient", propagated.blocks[b].gradient);
        }
    });
}

TEST_F(GoldenRelevance, RelevanceAfterEveryStageAgrees)
{
    forEachSample([](const ExplainedCase& golden, int sample) {
        int compared = 0;
        const std::string prefix = "sample" + std::to_string(sample) + ".relevance.after_";
        const auto propagated = golden.propagated(sample, [&](const std::string& stage, const Tensor& relevance) {
            if (!golden.answers.find(prefix + stage))
                return;
            const Tensor expected = golden::tensor(golden.answers, prefix + stage);
            EXPECT_LE(relativeDifference(relevance.view_as(expected), expected), golden.tolerance) << stage;
            ++compared;
        });
        const std::string clinical = prefix + "cat.tabular_part_discarded";
        if (golden.answers.find(clinical)) {
            const double expected = golden::tensor(golden.answers, clinical).sum().item<double>();
            EXPECT_NEAR(propagated.clinicalShare, expected, golden.tolerance);
        }
        if (golden.answers.find(prefix + "fc_head")) {
            EXPECT_EQ(compared, golden.sizes.layers + 4);
        }
    });
}

TEST_F(GoldenRelevance, SmoothVolumeIsTheTrilinearOne)
{
    const std::string name = "proposal.upsampled_trilinear_sample0";
    for (const auto& path : manifests()) {
        const ExplainedCase golden(path);
        if (!golden.answers.find(name))
            continue;
        SCOPED_TRACE(path.filename().string());
        Explanation explanation;
        explanation.tokenGrid = golden.sizes.tokenGrid();
        explanation.patchSize = golden.sizes.patchSize;
        explanation.placement.size = explanation.placement.taken = golden.sizes.imageSize;
        const auto tokens = golden.answers.numbers("expected.transformer_attribution");
        const std::vector<double> first(tokens.begin(), tokens.begin() + golden.sizes.patches());
        imaging::ImageGeometry geometry;
        geometry.size = golden.sizes.imageSize;
        const auto volume = relevanceVolume(explanation, first, geometry, true);
        const Tensor expected = golden::tensor(golden.answers, name);  // [x, y, z]
        const double largest = *std::max_element(first.begin(), first.end());
        double difference = 0.0;
        for (int x = 0; x < int(expected.size(0)); ++x)
            for (int y = 0; y < int(expected.size(1)); ++y)
                for (int z = 0; z < int(expected.size(2)); ++z)
                    difference = std::max(
                        difference, std::abs(volume.at(x, y, z) - expected[x][y][z].item<double>() / largest));
        EXPECT_LE(difference, 1e-6);  // stored in single precision
    }
}

}  // namespace
}  // namespace metrisk::explanation
