#include "core/segmentation/network/NetworkSegmenter.h"

#include "core/common/Error.h"
#include "core/inference/Device.h"
#include "core/inference/MemberThreads.h"
#include "core/inference/PackFiles.h"
#include "core/inference/TorchErrors.h"
#include "core/segmentation/network/NetworkInput.h"
#include "core/segmentation/network/SegmentationGolden.h"
#include "core/segmentation/network/SlidingWindow.h"

#include <fmt/format.h>

#include <limits>
#include <thread>

namespace metrisk::segmentation {

namespace {

using imaging::Volume;
using torch::Tensor;

std::vector<BasicUnet> membersOf(const SegmentationPackage& package, torch::Device device, const Job& job)
{
    std::vector<BasicUnet> members;
    for (const auto& member : package.members) {
        const inference::SafetensorsFile file(package.folder / member.file);
        members.push_back(BasicUnet::load(package.architecture, file, device));
        job.advance(double(members.size()) / double(package.members.size()));
    }
    return members;
}

/// Infinite where a value is not finite.
double largestDifference(const Tensor& a, const Tensor& b)
{
    const double difference = (a - b).abs().max().item<double>();
    return std::isfinite(difference) ? difference : std::numeric_limits<double>::infinity();
}

/// The network that sees an image mirrored, and whose answer is mirrored back.
WindowNetwork networkFor(const BasicUnet& member)
{
    return [&member](const Tensor& window, const std::function<void()>& step) {
        return member.forward(window.to(member.device()), step).to(torch::kCPU);
    };
}

void refuseOtherGrid(const Volume& t1ce, const Volume& flair)
{
    if (t1ce.geometry().axisCodes() != "RAS" || !t1ce.geometry().sharesGridWith(flair.geometry()))
        throw Error(Error::Kind::Internal, "The images to segment do not lie on one grid in RAS order.",
                    "Please report this with the steps that led here.");
}

}  // namespace

struct NetworkSegmenter::Ensemble {
    SegmentationPackage package;
    std::vector<BasicUnet> members;

    std::size_t sideBySide() const
    {
        return members.front().device().is_cpu() ? std::max(1U, std::thread::hardware_concurrency()) : 1;
    }

    /// Why there is no number at all: a weight that is none spoils every probability.
    std::string causeOf(double drift) const
    {
        for (std::size_t i = 0; i < members.size() && !std::isfinite(drift); ++i)
            if (const auto name = inference::weightThatIsNotFinite(members[i].weights()))
                return fmt::format("{} in {} holds values that are not finite", *name, package.members[i].file);
        return fmt::format("it differs by {:.2g}, {:.2g} is accepted", drift, package.goldenTolerance);
    }

    void checkGolden() const
    {
        const auto golden = readSegmentationGolden(package.folder / package.goldenFile, package.architecture);
        const double drift = largestDifference(meanProbabilities(golden.image, members), golden.probabilities);
        if (drift > package.goldenTolerance)
            throw Error(Error::Kind::Model,
                        fmt::format("The segmentation pack no longer gives its golden result on this computer ({}). "
                                    "Segmentation is locked.", causeOf(drift)),
                        "Copy the pack again from where you got it; if that does not help, report this computer and its software.");
    }

    /// Mean logits [1, outputs, x, y, z] over members and flips.
    Tensor logits(const Tensor& image, const Job& job) const
    {
        std::vector<std::vector<std::int64_t>> flips{{}};
        for (const auto& axes : package.flips)
            flips.push_back(axesNamed(axes));
        const double passes = double(flips.size() * members.size());
        Tensor sum;
        double done = 0.0;
        for (const auto& member : members)
            for (const auto& axes : flips) {
                const Tensor seen = slidingWindow(image.flip(axes), package.window, networkFor(member), BasicUnet::steps,
                                                  sideBySide(), job.part(done / passes, (done + 1.0) / passes)).flip(axes);
                sum = sum.defined() ? sum.add_(seen) : seen;
                done += 1.0;
            }
        return sum.div_(passes);
    }
};

NetworkSegmenter::NetworkSegmenter(SegmentationPackage package, const Job& job)
{
    inference::withTorchErrors([&] {
        auto members = membersOf(package, inference::chosenDevice(), job.part(0.0, 0.5));
        auto ensemble = std::make_shared<const Ensemble>(Ensemble{std::move(package), std::move(members)});
        ensemble->checkGolden();
        m_ensemble = std::move(ensemble);
    });
    job.advance(1.0);
}

NetworkSegmenter::NetworkSegmenter(SegmentationPackage package, std::vector<BasicUnet> members)
    : m_ensemble(std::make_shared<const Ensemble>(Ensemble{std::move(package), std::move(members)}))
{
}

const SegmentationPackage& NetworkSegmenter::package() const { return m_ensemble->package; }

std::string NetworkSegmenter::deviceName() const
{
    return inference::nameOf(m_ensemble->members.front().device(), m_ensemble->sideBySide());
}

LesionProbabilities NetworkSegmenter::probabilities(const Volume& t1ce, const Volume& flair, const Job& job) const
{
    refuseOtherGrid(t1ce, flair);
    const auto& rule = package().input;
    const auto channels = scaledChannels(t1ce, flair, rule);
    const auto& geometry = t1ce.geometry();
    const BrainBox box = rule.cropToBrain ? brainBoxOf({t1ce, flair}) : BrainBox{{0, 0, 0}, geometry.size};
    job.advance(0.05);
    return inference::withTorchErrors([&] {
        const torch::NoGradGuard noGradients;
        inference::useOneComputeThread();
        const auto mirrored = mirroredAxes(rule.axisCodes);
        const Tensor image = tensorOf(channels, box).flip(mirrored);
        const Tensor seen = torch::sigmoid(m_ensemble->logits(image, job.part(0.05, 0.98)).flip(mirrored))[0];
        return LesionProbabilities{volumeOf(seen[0], box, geometry), volumeOf(seen[1], box, geometry)};
    });
}

imaging::LabelMap NetworkSegmenter::segment(const Volume& t1ce, const Volume& flair, const Job& job) const
{
    const auto found = probabilities(t1ce, flair, job.part(0.0, 0.95));
    return labelsFrom(found, package().labels, job.part(0.95, 1.0));
}

SegmentationPackage sealSegmentationDraft(const std::filesystem::path& folder, const Job& job)
{
    auto package = segmentationPackageFromJson(inference::withDigestPlaces(inference::modelJsonOf(folder)));
    package.folder = folder;
    if (!std::filesystem::exists(folder / package.goldenFile))
        inference::withTorchErrors([&] {
            const auto members = membersOf(package, torch::kCPU, job.part(0.0, 0.3));
            writeSegmentationGolden(folder / package.goldenFile, goldenOf(inventedImage(package.architecture.inputChannels), members));
        });
    package = sealSegmentationPackage(std::move(package), job.part(0.3, 0.5));
    return NetworkSegmenter(std::move(package), job.part(0.5, 1.0)).package();
}

}  // namespace metrisk::segmentation
