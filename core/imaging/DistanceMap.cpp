#include "core/imaging/DistanceMap.h"

#include <limits>

namespace metrisk::imaging {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The parabolas that are lowest somewhere on a line of voxels, and where each takes over.
struct LowerEnvelope {
    std::vector<std::size_t> vertex;
    std::vector<double> from;   // mm

    void add(const std::vector<double>& height, std::size_t next, double spacingMm)
    {
        while (true) {
            if (vertex.empty()) {
                vertex.push_back(next), from.push_back(-infinite);
                return;
            }
            const double p = double(vertex.back()) * spacingMm, q = double(next) * spacingMm;
            const double crossing = ((height[next] + q * q) - (height[vertex.back()] + p * p)) / (2.0 * (q - p));
            if (crossing > from.back()) {
                vertex.push_back(next), from.push_back(crossing);
                return;
            }
            vertex.pop_back(), from.pop_back();
        }
    }
};

/// One line: the least of height[v] + (distance to v)² at every voxel.
void transformLine(std::vector<double>& line, double spacingMm)
{
    LowerEnvelope envelope;
    for (std::size_t v = 0; v < line.size(); ++v)
        if (line[v] < infinite)
            envelope.add(line, v, spacingMm);
    if (envelope.vertex.empty())
        return;
    std::vector<double> lowest(line.size());
    for (std::size_t v = 0, k = 0; v < line.size(); ++v) {
        const double at = double(v) * spacingMm;
        while (k + 1 < envelope.from.size() && envelope.from[k + 1] < at)
            ++k;
        const double away = at - double(envelope.vertex[k]) * spacingMm;
        lowest[v] = line[envelope.vertex[k]] + away * away;
    }
    line = lowest;
}

/// All lines along one axis; `stride` is the step in memory from voxel to voxel of a line.
void transformAxis(std::vector<double>& squared, std::size_t length, std::size_t stride, double spacingMm)
{
    std::vector<double> line(length);
    for (std::size_t start = 0; start < squared.size(); ++start) {
        if (start / stride % length != 0)
            continue;
        for (std::size_t k = 0; k < length; ++k)
            line[k] = squared[start + k * stride];
        transformLine(line, spacingMm);
        for (std::size_t k = 0; k < length; ++k)
            squared[start + k * stride] = line[k];
    }
}

}  // namespace

std::vector<double> squaredDistanceMm2(const std::vector<bool>& marked, const Index3& size, const Eigen::Vector3d& spacingMm)
{
    std::vector<double> squared(marked.size());
    for (std::size_t i = 0; i < marked.size(); ++i)
        squared[i] = marked[i] ? 0.0 : infinite;
    std::size_t stride = 1;
    for (int axis = 0; axis < 3; ++axis) {
        transformAxis(squared, std::size_t(size[std::size_t(axis)]), stride, spacingMm[axis]);
        stride *= std::size_t(size[std::size_t(axis)]);
    }
    return squared;
}

}  // namespace metrisk::imaging
