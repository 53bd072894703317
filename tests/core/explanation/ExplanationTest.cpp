#include "core/common/Error.h"
#include "core/explanation/Explanation.h"
#include "core/explanation/RelevancePropagation.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

namespace metrisk::explanation {
namespace {

using inference::VisionTransformer;
using metrisk::testing::TemporaryFolder;
using torch::Tensor;

Tensor imageOf(const inference::ModelInput& input) { return torch::tensor(input.image).view({1, 3, 20, 17, 18}); }
Tensor clinicalOf(const inference::ModelInput& input) { return torch::tensor(input.clinical).unsqueeze(0); }

TEST(RelevancePropagation, TheHandWrittenGradientIsTheOneOfAutomaticDifferentiation)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 4);
    const auto input = tinypack::input();
    const auto propagated = propagateRelevance(network, imageOf(input), clinicalOf(input));
    inference::Trace trace;
    const auto risk = network.toDouble().forward(imageOf(input).to(torch::kFloat64).requires_grad_(true),
                                                 clinicalOf(input), {.trace = &trace});
    std::vector<Tensor> attentions;
    for (const auto& block : trace.blocks)
        attentions.push_back(block.attention);
    const auto gradients = torch::autograd::grad({risk}, attentions);
    for (std::size_t b = 0; b < gradients.size(); ++b) {
        const double largest = gradients[b].abs().max().item<double>();
        EXPECT_GT(largest, 0.0);
        EXPECT_LE((propagated.blocks[b].gradient - gradients[b][0]).abs().max().item<double>(), 1e-12 * largest)
            << b;
    }
}

TEST(RelevancePropagation, RelevanceIsHandedOnAndNotMade)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 4);
    network.weight("cls_token").copy_(torch::linspace(-1, 1, 16));  // fresh it is 0, and zeros keep nothing
    const auto input = tinypack::input();
    std::map<std::string, double> sums;
    const auto propagated = propagateRelevance(
        network, imageOf(input), clinicalOf(input), {},
        [&](const std::string& stage, const Tensor& relevance) { sums[stage] = relevance.sum().item<double>(); });
    EXPECT_NE(propagated.clinicalShare, 0.0);
    for (const std::string stage : {"fc1", "norm", "block1", "block0"})
        EXPECT_NEAR(sums.at(stage) + propagated.clinicalShare, 1.0, 1e-5)
            << stage;  // the stabiliser takes a little
}

TEST(RelevancePropagation, LastLayerAttentionIsWhatCLSLooksAt)
{
    const auto network = VisionTransformer::initialised(tinypack::architecture(), 4);
    const auto input = tinypack::input();
    const auto propagated = propagateRelevance(network, imageOf(input), clinicalOf(input));
    const auto map = tokenRelevance(propagated, {.method = inference::RelevanceMethod::LastLayerAttention});
    ASSERT_EQ(map.size(0), 8);
    double sum = 0.0;  // over the two heads
    for (int head = 0; head < 2; ++head)
        sum += propagated.blocks.back().attention[head][0][1 + 5].item<double>();
    EXPECT_DOUBLE_EQ(map[5].item<double>(), sum / 2);
}

TEST(Explanation, HoldsEveryMembersMapAndTheMeanOfTheirShares)
{
    const TemporaryFolder folder;
    const inference::RiskModel model(tinypack::makeIn(folder.path()));
    auto input = tinypack::input(2);
    input.placement.low = {3, 4, 5};
    const auto explanation = explain(model, input, {});
    EXPECT_EQ(explanation.tokenGrid, (imaging::Index3{2, 2, 2}));
    EXPECT_EQ(explanation.patchSize, 8);
    EXPECT_EQ(explanation.placement, input.placement);
    ASSERT_EQ(explanation.members.size(), 3U);
    std::vector<double> mean(8, 0.0);
    for (std::size_t m = 0; m < 3; ++m) {
        const auto single = propagateRelevance(model.members()[m], imageOf(input), clinicalOf(input));
        const auto map = tokenRelevance(single);
        const double sum = map.sum().item<double>();
        ASSERT_EQ(explanation.members[m].size(), 8U);
        for (std::size_t t = 0; t < 8; ++t) {
            EXPECT_EQ(explanation.members[m][t], map[std::int64_t(t)].item<double>());
            EXPECT_GE(explanation.members[m][t], 0.0);
            mean[t] += explanation.members[m][t] / sum / 3;
        }
        EXPECT_EQ(explanation.clinicalShare[m], single.clinicalShare);
    }
    for (std::size_t t = 0; t < 8; ++t)
        EXPECT_NEAR(explanation.mean[t], mean[t], 1e-14);
    EXPECT_NEAR(std::accumulate(explanation.mean.begin(), explanation.mean.end(), 0.0), 1.0, 1e-12);
    EXPECT_EQ(explain(model, input, {}), explanation);
}

TEST(Explanation, StopsWhenCancelledAndRefusesImagesThatAreNotFinite)
{
    const TemporaryFolder folder;
    const inference::RiskModel model(tinypack::makeIn(folder.path()));
    std::stop_source stop;
    int reports = 0;
    const Job job(stop.get_token(), [&](const Progress&) {
        if (++reports == 4)
            stop.request_stop();
    });
    EXPECT_THROW(explain(model, tinypack::input(), {}, job), Cancelled);
    EXPECT_EQ(reports, 4);
    auto input = tinypack::input();
    input.image[0] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW(explain(model, input, {}), Error);
}

}  // namespace
}  // namespace metrisk::explanation
