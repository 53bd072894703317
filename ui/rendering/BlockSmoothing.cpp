#include "ui/rendering/BlockSmoothing.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

using imaging::Index3;

struct Box {
    Index3 low{0, 0, 0}, high{-1, -1, -1};  // both inside
    bool empty() const { return high[0] < low[0]; }
};

Box boxOfBlocks(const imaging::Volume& blocks)
{
    Box box{blocks.size(), {-1, -1, -1}};
    std::size_t next = 0;
    for (int z = 0; z < blocks.size()[2]; ++z)
        for (int y = 0; y < blocks.size()[1]; ++y)
            for (int x = 0; x < blocks.size()[0]; ++x)
                if (blocks.voxels()[next++] > 0)
                    for (std::size_t axis = 0; axis < 3; ++axis) {
                        const int at = Index3{x, y, z}[axis];
                        box.low[axis] = std::min(box.low[axis], at);
                        box.high[axis] = std::max(box.high[axis], at);
                    }
    return box;
}

/// Moving average of the given width in samples; the ends repeat beyond the line.
void smoothLine(std::vector<double>& line, double width)
{
    const int count = int(line.size());
    std::vector<double> sums(line.size() + 1, 0.0);
    for (std::size_t i = 0; i < line.size(); ++i)
        sums[i + 1] = sums[i] + line[i];
    // Integral from the line's start to `at`, where sample i covers i to i + 1.
    const auto integral = [&](double at) {
        if (at <= 0)
            return at * line.front();
        if (at >= count)
            return sums.back() + (at - count) * line.back();
        const auto whole = std::size_t(at);
        return sums[whole] + (at - double(whole)) * line[whole];
    };
    std::vector<double> smooth(line.size());
    for (int i = 0; i < count; ++i)
        smooth[std::size_t(i)] = (integral(i + 0.5 + width / 2) - integral(i + 0.5 - width / 2)) / width;
    line.swap(smooth);
}

void smoothAlong(std::size_t axis, const Box& box, double width, const imaging::Volume& grid, std::vector<float>& voxels)
{
    const std::size_t u = (axis + 1) % 3, v = (axis + 2) % 3;
    std::vector<double> line(std::size_t(box.high[axis] - box.low[axis] + 1));
    Index3 voxel{};
    for (voxel[u] = box.low[u]; voxel[u] <= box.high[u]; ++voxel[u])
        for (voxel[v] = box.low[v]; voxel[v] <= box.high[v]; ++voxel[v]) {
            const auto each = [&](auto&& visit) {
                for (std::size_t i = 0; i < line.size(); ++i) {
                    voxel[axis] = box.low[axis] + int(i);
                    visit(line[i], voxels[grid.offset(voxel[0], voxel[1], voxel[2])]);
                }
            };
            each([](double& sample, float value) { sample = double(value); });
            smoothLine(line, width);
            each([](double sample, float& value) { value = float(sample); });
        }
}

}  // namespace

imaging::Volume smoothedBlocks(const imaging::Volume& blocks, double blockMm)
{
    const Box box = boxOfBlocks(blocks);
    if (box.empty())
        return blocks;
    std::vector<float> voxels = blocks.voxels();
    for (std::size_t axis = 0; axis < 3; ++axis)
        smoothAlong(axis, box, blockMm / blocks.geometry().spacingMm()[Eigen::Index(axis)], blocks, voxels);
    return {blocks.geometry(), std::move(voxels)};
}

}  // namespace metrisk::ui::rendering
