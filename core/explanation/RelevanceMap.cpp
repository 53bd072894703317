#include "core/explanation/Explanation.h"

#include "core/common/Quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::explanation {

namespace {

using imaging::Index3;

constexpr double coverageQuantile = 0.8;

/// The voxels that entered the model: whole patches from the crop's low corner.
Index3 seenSize(const Explanation& explanation)
{
    const auto& grid = explanation.tokenGrid;
    return {grid[0] * explanation.patchSize, grid[1] * explanation.patchSize, grid[2] * explanation.patchSize};
}

std::size_t tokenIndex(const Index3& grid, int x, int y, int z)
{
    return (std::size_t(x) * std::size_t(grid[1]) + std::size_t(y)) * std::size_t(grid[2]) + std::size_t(z);
}

/// Calls `visit(crop voxel, volume voxel)` for every voxel the model saw, z outermost.
template <class Visit>
void forEachSeenVoxel(const Explanation& explanation, const Visit& visit)
{
    const Index3 size = seenSize(explanation);
    for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y)
            for (int x = 0; x < size[0]; ++x) {
                const Index3 crop{x, y, z};
                visit(crop, explanation.placement.volumeFromCrop(crop));
            }
}

bool isPadding(const imaging::CropPlacement& placement, const Index3& crop)
{
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (crop[axis] < placement.padLow[axis] || crop[axis] >= placement.padLow[axis] + placement.taken[axis])
            return true;
    return false;
}

/// Token values at crop voxels: as blocks, or trilinear between the blocks' centres and constant
/// beyond the outer ones (half-voxel centres, as PyTorch's align_corners = False).
class TokenField {
public:
    TokenField(const Explanation& explanation, const std::vector<double>& tokens)
        : m_grid(explanation.tokenGrid), m_patch(explanation.patchSize), m_tokens(tokens)
    {
    }

    double block(const Index3& crop) const
    {
        return m_tokens[tokenIndex(m_grid, crop[0] / m_patch, crop[1] / m_patch, crop[2] / m_patch)];
    }

    double smooth(const Index3& crop) const
    {
        int low[3], high[3];
        double share[3];  // of the higher neighbour
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double centre = std::max(0.0, (crop[axis] + 0.5) / m_patch - 0.5);
            low[axis] = std::min(int(centre), m_grid[axis] - 1);
            high[axis] = std::min(low[axis] + 1, m_grid[axis] - 1);
            share[axis] = centre - low[axis];
        }
        double sum = 0.0;
        for (int corner = 0; corner < 8; ++corner) {
            const bool x = corner & 1, y = corner & 2, z = corner & 4;
            const double weight =
                (x ? share[0] : 1 - share[0]) * (y ? share[1] : 1 - share[1]) * (z ? share[2] : 1 - share[2]);
            sum += weight *
                   m_tokens[tokenIndex(m_grid, x ? high[0] : low[0], y ? high[1] : low[1], z ? high[2] : low[2])];
        }
        return sum;
    }

private:
    Index3 m_grid;
    int m_patch;
    const std::vector<double>& m_tokens;
};

}  // namespace

imaging::Volume relevanceVolume(const Explanation& explanation, const std::vector<double>& tokens,
                                const imaging::ImageGeometry& geometry, bool smooth)
{
    std::vector<float> voxels(geometry.voxelCount(), 0.0F);
    const double largest = tokens.empty() ? 0.0 : *std::max_element(tokens.begin(), tokens.end());
    const TokenField field(explanation, tokens);
    const auto draw = [&](const Index3& crop, const Index3& voxel) {
        if (isPadding(explanation.placement, crop) || !geometry.contains(voxel))
            return;
        const auto offset = (std::size_t(voxel[2]) * std::size_t(geometry.size[1]) + std::size_t(voxel[1])) *
                                std::size_t(geometry.size[0]) +
                            std::size_t(voxel[0]);
        voxels[offset] = float((smooth ? field.smooth(crop) : field.block(crop)) / largest);
    };
    if (largest > 0)
        forEachSeenVoxel(explanation, draw);
    return {geometry, std::move(voxels)};
}

RelevanceShares relevanceShares(const Explanation& explanation, const std::vector<double>& tokens,
                                const imaging::LabelMap& label, const imaging::Volume& t1ce)
{
    const double total = std::accumulate(tokens.begin(), tokens.end(), 0.0);
    RelevanceShares shares;
    if (total <= 0)
        return shares;  // nothing to share out
    const double perVoxel = 1.0 / (total * std::pow(explanation.patchSize, 3));
    const TokenField field(explanation, tokens);
    forEachSeenVoxel(explanation, [&](const Index3& crop, const Index3& voxel) {
        const double relevance = field.block(crop) * perVoxel;
        if (isPadding(explanation.placement, crop) || !label.geometry().contains(voxel))
            shares.outside += relevance;
        else if (label.at(voxel) == imaging::Core)
            shares.core += relevance;
        else if (label.at(voxel) == imaging::Oedema)
            shares.oedema += relevance;
        else
            (t1ce.at(voxel) > 0 ? shares.otherBrain : shares.outside) += relevance;
    });
    return shares;
}

RelevanceCoverage relevanceCoverage(const Explanation& explanation, const std::vector<double>& tokens,
                                    const imaging::LabelMap& label)
{
    const double threshold = common::quantile(tokens, coverageQuantile);
    const TokenField field(explanation, tokens);
    double coveredCore = 0.0, coveredTumour = 0.0;
    forEachSeenVoxel(explanation, [&](const Index3& crop, const Index3& voxel) {
        if (isPadding(explanation.placement, crop) || !label.geometry().contains(voxel))
            return;
        const bool top = field.block(crop) > threshold;
        coveredCore += top && label.at(voxel) == imaging::Core ? 1.0 : 0.0;
        coveredTumour += top && label.at(voxel) != imaging::Background ? 1.0 : 0.0;
    });
    const double core = double(std::ranges::count(label.voxels(), imaging::Core));
    const double oedema = double(std::ranges::count(label.voxels(), imaging::Oedema));
    return {core > 0 ? coveredCore / core : 0.0, core + oedema > 0 ? coveredTumour / (core + oedema) : 0.0};
}

}  // namespace metrisk::explanation
