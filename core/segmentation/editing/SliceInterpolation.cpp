#include "core/segmentation/editing/SliceInterpolation.h"

#include "core/imaging/DistanceMap.h"
#include "core/segmentation/editing/LabelMask.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <set>

namespace metrisk::segmentation::editing {

namespace {

using imaging::Index3;
using Flat = std::vector<bool>;  // one slice of the mask, columns fastest

/// A mask as a stack of slices.
class Stack {
public:
    Stack(const LabelMask& mask, int sliceAxis)
        : m_mask(mask), m_sliceAxis(sliceAxis), m_columnAxis(sliceAxis == 0 ? 1 : 0), m_rowAxis(sliceAxis == 2 ? 1 : 2)
    {
    }

    int slices() const { return m_mask.size[std::size_t(m_sliceAxis)]; }
    int columns() const { return m_mask.size[std::size_t(m_columnAxis)]; }
    int rows() const { return m_mask.size[std::size_t(m_rowAxis)]; }
    int columnAxis() const { return m_columnAxis; }
    int rowAxis() const { return m_rowAxis; }

    std::size_t offset(int slice, std::size_t flat) const
    {
        Index3 at{};
        at[std::size_t(m_sliceAxis)] = slice;
        at[std::size_t(m_columnAxis)] = int(flat % std::size_t(columns()));
        at[std::size_t(m_rowAxis)] = int(flat / std::size_t(columns()));
        return m_mask.offset(at);
    }

    Flat slice(int number) const
    {
        Flat marked(std::size_t(columns()) * std::size_t(rows()));
        for (std::size_t i = 0; i < marked.size(); ++i)
            marked[i] = m_mask.inside[offset(number, i)] != 0;
        return marked;
    }

    /// The pieces of a slice whose voxels touch by an edge or a corner.
    std::vector<Flat> pieces(int number) const
    {
        Flat left = slice(number);
        std::vector<Flat> found;
        for (std::size_t seed = 0; seed < left.size(); ++seed)
            if (left[seed])
                found.push_back(takenOut(left, seed));
        return found;
    }

private:
    Flat takenOut(Flat& left, std::size_t seed) const
    {
        Flat piece(left.size());
        std::vector<std::size_t> front{seed};
        left[seed] = false;
        while (!front.empty()) {
            const auto at = front.back();
            front.pop_back();
            piece[at] = true;
            const int column = int(at % std::size_t(columns())), row = int(at / std::size_t(columns()));
            for (int r = std::max(row - 1, 0); r <= std::min(row + 1, rows() - 1); ++r)
                for (int c = std::max(column - 1, 0); c <= std::min(column + 1, columns() - 1); ++c)
                    if (const auto next = std::size_t(r) * std::size_t(columns()) + std::size_t(c); left[next]) {
                        left[next] = false;
                        front.push_back(next);
                    }
        }
        return piece;
    }

    const LabelMask& m_mask;
    int m_sliceAxis, m_columnAxis, m_rowAxis;
};

bool overlap(const Flat& a, const Flat& b)
{
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] && b[i])
            return true;
    return false;
}

/// Millimetres to the shape's rim, negative inside.
std::vector<double> signedDistanceMm(Flat shape, const Stack& stack, const Eigen::Vector3d& spacingMm)
{
    const Index3 size{stack.columns(), stack.rows(), 1};
    const Eigen::Vector3d spacing(spacingMm[stack.columnAxis()], spacingMm[stack.rowAxis()], 1.0);
    const auto outside = imaging::squaredDistanceMm2(shape, size, spacing);
    shape.flip();
    const auto inside = imaging::squaredDistanceMm2(shape, size, spacing);
    std::vector<double> distance(outside.size());
    for (std::size_t i = 0; i < distance.size(); ++i)
        distance[i] = std::sqrt(outside[i]) - std::sqrt(inside[i]);
    return distance;
}

/// The pieces of a slice that lie over or under a shape, as one.
Flat facing(const Stack& stack, int slice, const Flat& shape)
{
    Flat all(shape.size());
    for (const auto& piece : stack.pieces(slice))
        if (overlap(piece, shape))
            std::transform(all.begin(), all.end(), piece.begin(), all.begin(), std::logical_or<>());
    return all;
}

/// The next slice that holds something over the shape, behind at least one that does not.
std::optional<int> nextDrawn(const Stack& stack, int from, const Flat& shape, int largestStep)
{
    for (int slice = from + 1; slice < std::min(stack.slices(), from + largestStep + 1); ++slice)
        if (overlap(stack.slice(slice), shape))
            return slice > from + 1 ? std::optional(slice) : std::nullopt;
    return std::nullopt;
}

}  // namespace

Region betweenSlices(const imaging::LabelView& labels, const Eigen::Vector3d& spacingMm, imaging::Label label, int sliceAxis,
                     double largestGapMm)
{
    // A margin, so that every shape has an outside.
    const LabelMask mask = maskOf(labels, label, {}, {1, 1, 1});
    if (mask.empty())
        return {};
    const Stack stack(mask, sliceAxis);
    const int largestStep = int(std::floor(largestGapMm / spacingMm[sliceAxis] + 1e-6));
    std::set<std::size_t> added;
    for (int from = 0; from < stack.slices(); ++from)
        for (const auto& piece : stack.pieces(from)) {
            const auto to = nextDrawn(stack, from, piece, largestStep);
            if (!to)
                continue;
            const auto below = signedDistanceMm(piece, stack, spacingMm);
            const auto above = signedDistanceMm(facing(stack, *to, piece), stack, spacingMm);
            for (int slice = from + 1; slice < *to; ++slice) {
                const double share = double(slice - from) / double(*to - from);
                for (std::size_t i = 0; i < below.size(); ++i)
                    if ((1 - share) * below[i] + share * above[i] <= 0 && !mask.inside[stack.offset(slice, i)])
                        added.insert(labels.offset(mask.volumeVoxel(stack.offset(slice, i))));
            }
        }
    Region region;
    for (const auto offset : added)
        append(region, offset);
    return region;
}

}  // namespace metrisk::segmentation::editing
