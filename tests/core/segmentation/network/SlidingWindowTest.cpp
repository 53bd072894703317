#include "core/segmentation/network/BasicUnet.h"
#include "core/segmentation/network/SlidingWindow.h"

#include "core/common/Error.h"

#include <gtest/gtest.h>

namespace metrisk::segmentation {
namespace {

using Starts = std::vector<std::int64_t>;
using torch::Tensor;

const WindowNetwork identity = [](const Tensor& window, const std::function<void()>& step) {
    step();
    return window.clone();
};

TEST(SlidingWindow, BeginsTheLastWindowSoThatItEndsWithTheImage)
{
    EXPECT_EQ(windowStarts(32, 32, 0.5), (Starts{0}));
    EXPECT_EQ(windowStarts(50, 32, 0.5), (Starts{0, 16, 18}));
    EXPECT_EQ(windowStarts(64, 32, 0.5), (Starts{0, 16, 32}));
    EXPECT_EQ(windowStarts(100, 40, 0.25), (Starts{0, 30, 60}));
    EXPECT_EQ(windowStarts(101, 40, 0.25), (Starts{0, 30, 60, 61}));
    EXPECT_EQ(windowStarts(70, 32, 0.0), (Starts{0, 32, 38}));
}

TEST(SlidingWindow, GivesBackTheImageOfANetworkThatChangesNothing)
{
    torch::manual_seed(1);
    const Tensor image = torch::rand({1, 2, 23, 40, 17}, torch::kFloat64);
    for (const auto blending : {Blending::Gaussian, Blending::Constant})
        for (const auto& size : {imaging::Index3{16, 16, 16}, imaging::Index3{32, 40, 24}}) {  // smaller and larger than it
            const Tensor seen = slidingWindow(image, {.size = size, .overlap = 0.3, .blending = blending}, identity, 1, 2);
            ASSERT_EQ(seen.sizes(), image.sizes());
            EXPECT_LT((seen - image).abs().max().item<double>(), 1e-14);
        }
}

TEST(SlidingWindow, WeighsTheMiddleOfAWindowMost)
{
    const Tensor weights = windowWeights({.size = {16, 8, 9}});
    // One standard deviation from the middle along x is 2 voxels: between voxels 9 and 10.
    EXPECT_NEAR(weights[9][4][4].item<double>() / weights[8][4][4].item<double>(), std::exp(-(1.5 * 1.5 - 0.25) / 8.0), 1e-6);
    EXPECT_FLOAT_EQ(weights[0][0][0].item<float>(), 1e-3F);  // never nothing
    EXPECT_EQ(weights.max().item<float>(), weights[8][4][4].item<float>());
    EXPECT_TRUE(torch::equal(weights, weights.flip({0, 1, 2})));
}

TEST(SlidingWindow, GivesTheSameBitsHoweverManyWindowsAreComputedAtOnce)
{
    const auto network = BasicUnet::initialised({.features = {4, 4, 4, 8, 8, 4}}, 3);
    const WindowNetwork forward = [&](const Tensor& window, const auto& step) { return network.forward(window, step); };
    torch::manual_seed(2);
    const Tensor image = torch::rand({1, 2, 40, 33, 47});
    const WindowOptions options{.size = {32, 32, 32}, .overlap = 0.25};
    EXPECT_TRUE(torch::equal(slidingWindow(image, options, forward, BasicUnet::steps, 1),
                             slidingWindow(image, options, forward, BasicUnet::steps, 3)));
}

TEST(SlidingWindow, IsCancelledWithinAWindow)
{
    std::stop_source stop;
    double reached = 0.0;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        reached = progress.fraction;
        if (progress.fraction > 0.1)
            stop.request_stop();
    });
    const auto network = BasicUnet::initialised({.features = {2, 2, 2, 2, 2, 2}}, 3);
    const WindowNetwork forward = [&](const Tensor& window, const auto& step) { return network.forward(window, step); };
    EXPECT_THROW(slidingWindow(torch::rand({1, 2, 64, 32, 32}), {.size = {32, 32, 32}, .overlap = 0.5}, forward, BasicUnet::steps, 1, job),
                 Cancelled);
    EXPECT_LT(reached, 0.2);
}

TEST(SlidingWindow, RefusesAWindowThatNeverMovesOn)
{
    EXPECT_THROW(slidingWindow(torch::rand({1, 1, 8, 8, 8}), {.size = {4, 4, 4}, .overlap = 1.0}, identity, 1, 1), Error);
}

TEST(BasicUnet, TakesOddSizesAndGivesThemBack)
{
    const torch::NoGradGuard noGradients;
    const auto network = BasicUnet::initialised({.features = {4, 4, 4, 8, 8, 4}}, 3);
    EXPECT_EQ(network.forward(torch::rand({1, 2, 33, 47, 34})).sizes().vec(), (std::vector<std::int64_t>{1, 2, 33, 47, 34}));
}

}  // namespace
}  // namespace metrisk::segmentation
