#include "core/common/Error.h"
#include "core/imaging/IntensityScaling.h"
#include "core/segmentation/network/NetworkInput.h"
#include "core/segmentation/network/NetworkSegmenter.h"
#include "tests/core/segmentation/network/TinySegmentationPack.h"
#include "tests/support/Phantom.h"

#include <gtest/gtest.h>

namespace metrisk::segmentation {
namespace {

const phantom::Options head{.size = {48, 56, 44}, .spacingMm = 1.0, .lesionCentreMm = {-8, -4, 4}, .coreRadiusMm = 4, .oedemaRadiusMm = 8};
const imaging::Volume t1ce = phantom::t1ce(head), flair = phantom::flair(head);

/// Two members as a pack describes them; nothing is read from disk.
NetworkSegmenter segmenter(const std::function<void(SegmentationPackage&)>& change = [](auto&) {})
{
    auto package = tinypack::describedSegmentation({});
    change(package);
    return {package, tinypack::unetMembers()};
}

double largestDifference(const imaging::Volume& a, const imaging::Volume& b)
{
    double largest = 0.0;
    for (std::size_t i = 0; i < a.voxels().size(); ++i)
        largest = std::max(largest, std::abs(double(a.voxels()[i]) - double(b.voxels()[i])));
    return largest;
}

imaging::Volume mirroredX(const imaging::Volume& volume)
{
    auto voxels = volume.voxels();
    const auto row = std::ptrdiff_t(volume.size()[0]);
    for (auto start = voxels.begin(); start != voxels.end(); start += row)
        std::reverse(start, start + row);
    return {volume.geometry(), std::move(voxels)};
}

TEST(NetworkSegmenter, GivesTheNetworkEveryVoxelAtItsPlaceAndTakesItBack)
{
    const BrainBox box{{3, 5, 7}, {40, 33, 36}};
    const auto tensor = tensorOf({t1ce, flair}, box);
    ASSERT_EQ(tensor.sizes().vec(), (std::vector<std::int64_t>{1, 2, 40, 33, 36}));
    EXPECT_EQ(tensor[0][0][1][2][4].item<float>(), t1ce.at(4, 7, 11));
    EXPECT_EQ(tensor[0][1][30][2][4].item<float>(), flair.at(33, 7, 11));
    const auto back = volumeOf(tensor[0][1], box, flair.geometry());
    EXPECT_EQ(back.at(33, 7, 11), flair.at(33, 7, 11));
    EXPECT_EQ(back.at(2, 7, 11), 0.0F);
}

TEST(NetworkSegmenter, FindsTheBoxAroundTheBrain)
{
    std::vector<float> voxels(t1ce.voxels().size(), 0.0F);
    voxels[t1ce.offset(10, 20, 30)] = 1.0F;
    voxels[t1ce.offset(15, 18, 33)] = 2.0F;
    const auto box = brainBoxOf({{t1ce.geometry(), voxels}});
    EXPECT_EQ(box.low, (imaging::Index3{10, 18, 30}));
    EXPECT_EQ(box.size, (imaging::Index3{6, 3, 4}));
}

TEST(NetworkSegmenter, ReadsTheImagesInTheOrderThePackNamesThem)
{
    const auto swapped = segmenter([](auto& package) { package.input.channels = {"flair", "t1ce"}; });
    const auto reference = segmenter().probabilities(t1ce, flair);
    EXPECT_LT(largestDifference(swapped.probabilities(flair, t1ce).core, reference.core), 1e-6);
    EXPECT_GT(largestDifference(swapped.probabilities(t1ce, flair).core, reference.core), 1e-3);
}

/// A network trained on LPS order must see the left-right and front-back mirrored image; here along x alone.
TEST(NetworkSegmenter, ShowsTheImageInTheAxesTheNetworkWasTrainedIn)
{
    const auto las = segmenter([](auto& package) { package.input.axisCodes = "LAS"; }).probabilities(t1ce, flair);
    const auto mirrored = segmenter().probabilities(mirroredX(t1ce), mirroredX(flair));
    EXPECT_LT(largestDifference(las.whole, mirroredX(mirrored.whole)), 1e-6);
}

TEST(NetworkSegmenter, WithAFlipSeesAMirroredHeadMirrored)
{
    const auto flips = segmenter([](auto& package) { package.flips = {"x"}; });
    const auto seen = flips.probabilities(t1ce, flair), mirrored = flips.probabilities(mirroredX(t1ce), mirroredX(flair));
    EXPECT_LT(largestDifference(seen.core, mirroredX(mirrored.core)), 1e-5);
    EXPECT_GT(largestDifference(segmenter().probabilities(t1ce, flair).core, seen.core), 1e-4);
}

TEST(NetworkSegmenter, GivesTheSameBitsEveryTime)
{
    const auto first = segmenter().probabilities(t1ce, flair), second = segmenter().probabilities(t1ce, flair);
    EXPECT_EQ(first.core.voxels(), second.core.voxels());
    EXPECT_EQ(first.whole.voxels(), second.whole.voxels());
}

TEST(NetworkSegmenter, ReportsItsWayAndCanBeCancelledOnIt)
{
    std::stop_source stop;
    std::vector<double> fractions;
    const Job job(stop.get_token(), [&](const Progress& progress) {
        fractions.push_back(progress.fraction);
        if (progress.fraction > 0.4)
            stop.request_stop();
    });
    EXPECT_THROW(segmenter().segment(t1ce, flair, job), Cancelled);
    EXPECT_GT(fractions.size(), 5U);
    EXPECT_TRUE(std::ranges::is_sorted(fractions));
}

TEST(NetworkSegmenter, RefusesImagesOnTwoGrids)
{
    auto other = head;
    other.size = {46, 56, 44};
    EXPECT_THROW(segmenter().segment(t1ce, phantom::flair(other)), Error);
}

}  // namespace
}  // namespace metrisk::segmentation
