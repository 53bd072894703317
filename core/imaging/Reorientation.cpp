#include "core/imaging/Reorientation.h"

namespace metrisk::imaging {

namespace {

/// For each target axis: which source axis it reads and whether backwards.
struct AxisPlan {
    Index3 source{0, 1, 2};
    std::array<bool, 3> flipped{false, false, false};
};

bool sameAnatomicalAxis(char a, char b)
{
    const auto axisOf = [](char code) { return std::string("RLAPSI").find(code) / 2; };
    return axisOf(a) == axisOf(b);
}

AxisPlan planAxes(const std::string& from, const std::string& to)
{
    AxisPlan plan;
    for (int target = 0; target < 3; ++target)
        for (int source = 0; source < 3; ++source)
            if (sameAnatomicalAxis(from[std::size_t(source)], to[std::size_t(target)])) {
                plan.source[target] = source;
                plan.flipped[target] = from[std::size_t(source)] != to[std::size_t(target)];
            }
    return plan;
}

ImageGeometry reorientedGeometry(const ImageGeometry& geometry, const AxisPlan& plan)
{
    ImageGeometry result;
    Index3 origin{0, 0, 0};
    for (int target = 0; target < 3; ++target) {
        const int source = plan.source[target];
        const double sign = plan.flipped[target] ? -1.0 : 1.0;
        result.size[target] = geometry.size[source];
        result.patientFromVoxel.linear().col(target) = sign * geometry.patientFromVoxel.linear().col(source);
        origin[source] = plan.flipped[target] ? geometry.size[source] - 1 : 0;
    }
    result.patientFromVoxel.translation() = geometry.patientAt(origin);
    return result;
}

template <class Voxel>
VoxelGrid<Voxel> reoriented(const VoxelGrid<Voxel>& grid, const std::string& axisCodes)
{
    const AxisPlan plan = planAxes(grid.geometry().axisCodes(), axisCodes);
    const ImageGeometry geometry = reorientedGeometry(grid.geometry(), plan);
    std::vector<Voxel> voxels(geometry.voxelCount());
    std::size_t next = 0;
    Index3 source{};
    const auto place = [&](int target, int position) {
        source[plan.source[target]] = plan.flipped[target] ? geometry.size[target] - 1 - position : position;
    };
    for (int z = 0; z < geometry.size[2]; ++z) {
        place(2, z);
        for (int y = 0; y < geometry.size[1]; ++y) {
            place(1, y);
            for (int x = 0; x < geometry.size[0]; ++x) {
                place(0, x);
                voxels[next++] = grid.at(source);
            }
        }
    }
    return {geometry, std::move(voxels)};
}

}  // namespace

Volume reorientedTo(const Volume& volume, const std::string& axisCodes)
{
    return reoriented(volume, axisCodes);
}

LabelMap reorientedTo(const LabelMap& labels, const std::string& axisCodes)
{
    return reoriented(labels, axisCodes);
}

}  // namespace metrisk::imaging
