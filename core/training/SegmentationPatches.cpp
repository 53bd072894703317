#include "core/training/SegmentationPatches.h"

#include "core/segmentation/network/NetworkInput.h"

#include <algorithm>
#include <array>

namespace metrisk::training {

namespace {

using torch::Tensor;

constexpr double aroundCore = 0.5, aroundOedema = 0.2;
constexpr double softness = 1.0;  // voxels added on both sides of Dice, so that an empty target has a gradient too

std::vector<std::int64_t> offsetsOf(const Tensor& label, imaging::Label value)
{
    const Tensor found = (label.flatten() == int(value)).nonzero().flatten().contiguous();
    return {found.data_ptr<std::int64_t>(), found.data_ptr<std::int64_t>() + found.numel()};
}

imaging::Volume asVolume(const imaging::LabelMap& label)
{
    return {label.geometry(), {label.voxels().begin(), label.voxels().end()}};
}

using Place = std::array<std::int64_t, 3>;

Place placeAt(const Tensor& label, std::int64_t offset)
{
    const std::int64_t row = label.size(2), slice = row * label.size(1);
    return {offset / slice, offset / row % label.size(1), offset % row};
}

/// What a patch is centred on, before it is moved at random.
Place centreIn(const SegmentationCase& from, Random& random)
{
    const double draw = random.uniform();
    if (draw < aroundCore)
        return placeAt(from.label, from.core[random.below(from.core.size())]);
    if (draw < aroundCore + aroundOedema && !from.oedema.empty())
        return placeAt(from.label, from.oedema[random.below(from.oedema.size())]);
    return placeAt(from.label, std::int64_t(random.below(std::size_t(from.label.numel()))));
}

Place cornerAround(const Place& centre, const Tensor& label, int patchSize, Random& random)
{
    Place corner;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto moved = centre[axis] + std::int64_t(random.uniform(-0.3, 0.3) * patchSize) - patchSize / 2;
        corner[axis] = std::clamp<std::int64_t>(moved, 0, label.size(std::int64_t(axis)) - patchSize);
    }
    return corner;
}

Tensor cut(Tensor whole, const Place& corner, int patchSize)
{
    const std::int64_t first = whole.dim() - 3;
    for (std::size_t axis = 0; axis < 3; ++axis)
        whole = whole.narrow(first + std::int64_t(axis), corner[axis], patchSize);
    return whole;
}

/// Another scanner's contrast: each image brighter or darker, steeper or flatter; nothing stays nothing.
Tensor recoloured(const Tensor& images, Random& random)
{
    std::vector<Tensor> channels;
    for (std::int64_t channel = 0; channel < images.size(0); ++channel) {
        const double factor = random.uniform(0.85, 1.15), power = random.uniform(0.85, 1.18);
        channels.push_back((images[channel].pow(power) * factor).clamp(0.0, 1.0));
    }
    return torch::stack(channels);
}

}  // namespace

SegmentationCase segmentationCaseOf(const SimulatedPatient& patient, const segmentation::NetworkInputRule& rule)
{
    const auto box = segmentation::brainBoxOf({patient.t1ce, patient.flair});
    const auto channels = segmentation::scaledChannels(patient.t1ce, patient.flair, rule);
    SegmentationCase made;
    made.images = (segmentation::tensorOf(channels, box)[0] * 255.0).round().to(torch::kUInt8);
    made.label = segmentation::tensorOf({asVolume(patient.label)}, box)[0][0].to(torch::kUInt8).contiguous();
    made.core = offsetsOf(made.label, imaging::Core);
    made.oedema = offsetsOf(made.label, imaging::Oedema);
    return made;
}

PatchBatch drawPatches(const std::vector<SegmentationCase>& cases, int count, int patchSize, Random& random)
{
    std::vector<Tensor> images, targets;
    for (int i = 0; i < count; ++i) {
        const auto& from = cases[random.below(cases.size())];
        const Place corner = cornerAround(centreIn(from, random), from.label, patchSize, random);
        Tensor image = recoloured(cut(from.images, corner, patchSize).to(torch::kFloat32) / 255.0F, random);
        Tensor label = cut(from.label, corner, patchSize);
        if (random.chance(0.5)) {
            image = image.flip({1});
            label = label.flip({0});
        }
        images.push_back(image);
        targets.push_back(torch::stack({label > 0, label == int(imaging::Core)}).to(torch::kFloat32));
    }
    return {torch::stack(images), torch::stack(targets)};
}

Tensor segmentationLoss(const Tensor& logits, const Tensor& targets)
{
    const std::vector<std::int64_t> allButOutputs{0, 2, 3, 4};
    const Tensor soft = torch::sigmoid(logits);
    const Tensor shared = (soft * targets).sum(allButOutputs), both = (soft + targets).sum(allButOutputs);
    const Tensor dice = (2.0 * shared + softness) / (both + softness);
    return (1.0 - dice).mean() + torch::binary_cross_entropy_with_logits(logits, targets);
}

}  // namespace metrisk::training
