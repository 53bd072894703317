#include "core/segmentation/editing/Smoothing.h"

#include "core/segmentation/ConnectedComponents.h"
#include "core/segmentation/editing/VoxelBox.h"

#include <cmath>
#include <map>

namespace metrisk::segmentation::editing {

namespace {

using imaging::Index3;

/// The 26-connected pieces of a mask, each cut out with the same margin.
std::vector<LabelMask> piecesOf(LabelMask mask, const Index3& margin)
{
    std::vector<LabelMask> pieces;
    for (std::size_t seed = 0; seed < mask.inside.size(); ++seed) {
        if (mask.inside[seed] != 1)
            continue;
        std::vector<std::size_t> found{seed};
        mask.inside[seed] = 2;
        VoxelBox box;
        for (std::size_t next = 0; next < found.size(); ++next) {
            box.include(mask.at(found[next]));
            forEachNeighbour(mask.size, found[next], [&](std::size_t neighbour) {
                if (mask.inside[neighbour] == 1) {
                    mask.inside[neighbour] = 2;
                    found.push_back(neighbour);
                }
            });
        }
        Index3 low{}, size{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = mask.low[axis] + box.low[axis] - margin[axis];
            size[axis] = box.high[axis] - box.low[axis] + 1 + 2 * margin[axis];
        }
        LabelMask piece(low, size);
        for (const auto offset : found) {
            const auto [x, y, z] = mask.volumeVoxel(offset);
            piece.inside[piece.offset({x - low[0], y - low[1], z - low[2]})] = 1;
        }
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// Weights of a normal distribution, to three standard deviations on either side.
std::vector<float> weightsOf(double sigmaVoxels)
{
    const int reach = int(std::ceil(3 * sigmaVoxels));
    std::vector<float> weights;
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        weights.push_back(float(std::exp(-0.5 * i * i / (sigmaVoxels * sigmaVoxels))));
        sum += weights.back();
    }
    for (auto& weight : weights)
        weight /= sum;
    return weights;
}

void blurAlong(std::vector<float>& values, const LabelMask& shape, int axis, double sigmaVoxels)
{
    const auto weights = weightsOf(sigmaVoxels);
    const int reach = int(weights.size() / 2), length = shape.size[std::size_t(axis)];
    const auto stride = shape.stride(axis);
    std::vector<float> line(static_cast<std::size_t>(length));
    for (std::size_t start = 0; start < values.size(); ++start) {
        if (start / stride % std::size_t(length) != 0)
            continue;
        for (int i = 0; i < length; ++i)
            line[std::size_t(i)] = values[start + std::size_t(i) * stride];
        for (int i = 0; i < length; ++i) {
            float sum = 0;
            for (int k = std::max(-reach, -i); k <= std::min(reach, length - 1 - i); ++k)
                sum += weights[std::size_t(k + reach)] * line[std::size_t(i + k)];
            values[start + std::size_t(i) * stride] = sum;
        }
    }
}

std::vector<float> blurred(const LabelMask& piece, const Eigen::Vector3d& spacingMm, double strengthMm,
                           const std::optional<Slice>& slice)
{
    std::vector<float> values(piece.inside.begin(), piece.inside.end());
    for (int axis = 0; axis < 3; ++axis)
        if (!slice || slice->axis != axis)
            blurAlong(values, piece, axis, strengthMm / spacingMm[axis]);
    return values;
}

/// What must be exceeded so that about as many voxels stay as there were.
float keepingThreshold(const std::vector<float>& values, std::size_t count)
{
    auto sorted = values;
    const auto last = sorted.begin() + std::ptrdiff_t(count);
    std::nth_element(sorted.begin(), last, sorted.end(), std::greater<>());
    return *last;  // the largest value that has to go
}

/// Oedema where oedema touches the voxel that the core leaves.
std::uint8_t leftBehind(const imaging::LabelView& labels, std::size_t offset)
{
    std::uint8_t left = imaging::Background;
    forEachNeighbour(labels.size, offset, [&](std::size_t neighbour) {
        if (labels.voxels[neighbour] == imaging::Oedema)
            left = imaging::Oedema;
    });
    return left;
}

Index3 marginFor(double strengthMm, const Eigen::Vector3d& spacingMm, const std::optional<Slice>& slice)
{
    Index3 margin{};
    for (int axis = 0; axis < 3; ++axis)
        margin[std::size_t(axis)] = slice && slice->axis == axis ? 0 : int(std::ceil(3 * strengthMm / spacingMm[axis])) + 1;
    return margin;
}

}  // namespace

NewLabels smoothed(const imaging::LabelView& labels, const Eigen::Vector3d& spacingMm, imaging::Label label,
                   double strengthMm, const std::optional<Slice>& slice)
{
    std::map<std::size_t, std::uint8_t> changed;
    for (const auto& piece : piecesOf(maskOf(labels, label, slice, {0, 0, 0}), marginFor(strengthMm, spacingMm, slice))) {
        const auto values = blurred(piece, spacingMm, strengthMm, slice);
        const auto count = std::size_t(std::count(piece.inside.begin(), piece.inside.end(), 1));
        const float threshold = keepingThreshold(values, count);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool stays = values[i] > threshold;
            if (stays == (piece.inside[i] == 1) || !isInVolume(labels.size, piece.volumeVoxel(i)))
                continue;
            const auto offset = labels.offset(piece.volumeVoxel(i));
            if (stays && labels.voxels[offset] < label)
                changed[offset] = label;
            else if (!stays && labels.voxels[offset] == label)  // a core inside the lesion stays
                changed[offset] = label == imaging::Core ? leftBehind(labels, offset) : std::uint8_t(imaging::Background);
        }
    }
    NewLabels result;
    for (const auto& [offset, newLabel] : changed)
        append(result, offset, newLabel);
    return result;
}

}  // namespace metrisk::segmentation::editing
