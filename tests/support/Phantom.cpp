#include "tests/support/Phantom.h"

#include "core/common/Random.h"
#include "core/imaging/DistanceMap.h"

#include <cmath>
#include <functional>

namespace metrisk::phantom {

namespace {

using imaging::ImageGeometry;

bool inBrain(const Eigen::Vector3d& mm)
{
    return Eigen::Vector3d(mm.x() / 52, mm.y() / 62, mm.z() / 48).norm() < 1.0;
}

/// Marks that tell every side from its opposite.
bool inRightFrontBar(const Eigen::Vector3d& mm)
{
    return std::abs(mm.x() + 36) < 4 && mm.y() < -15 && mm.y() > -40 && std::abs(mm.z()) < 12;
}

bool inTopBar(const Eigen::Vector3d& mm)
{
    return mm.z() > 30 && std::abs(mm.x()) < 4 && std::abs(mm.y()) < 25;
}

template <class Voxel>
imaging::VoxelGrid<Voxel> drawn(const Options& options,
                                const std::function<Voxel(const Eigen::Vector3d&)>& valueAt)
{
    const ImageGeometry grid = geometry(options);
    std::vector<Voxel> voxels;
    voxels.reserve(grid.voxelCount());
    for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y)
            for (int x = 0; x < grid.size[0]; ++x)
                voxels.push_back(valueAt(grid.patientAt({x, y, z})));
    return {grid, std::move(voxels)};
}

}  // namespace

ImageGeometry geometry(const Options& options)
{
    ImageGeometry grid;
    grid.size = options.size;
    for (int axis = 0; axis < 3; ++axis) {
        Eigen::Vector3d direction = Eigen::Vector3d::Zero();
        switch (options.axisCodes[std::size_t(axis)]) {
        case 'L': direction.x() = 1; break;
        case 'R': direction.x() = -1; break;
        case 'P': direction.y() = 1; break;
        case 'A': direction.y() = -1; break;
        case 'S': direction.z() = 1; break;
        case 'I': direction.z() = -1; break;
        }
        grid.patientFromVoxel.linear().col(axis) = direction * options.spacingMm;
    }
    const Eigen::Vector3d middle((options.size[0] - 1) / 2.0, (options.size[1] - 1) / 2.0,
                                 (options.size[2] - 1) / 2.0);
    grid.patientFromVoxel.translation() = -(grid.patientFromVoxel.linear() * middle);
    return grid;
}

std::vector<std::string> all48AxisCodes()
{
    std::vector<std::string> codes;
    const std::string pairs[3] = {"RL", "AP", "SI"};
    const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (const auto& order : orders)
        for (int signs = 0; signs < 8; ++signs) {
            std::string code;
            for (int axis = 0; axis < 3; ++axis)
                code += pairs[order[axis]][std::size_t((signs >> axis) & 1)];
            codes.push_back(code);
        }
    return codes;
}

Options storedAs(const std::string& axisCodes, Options ras)
{
    Options stored = ras;
    stored.axisCodes = axisCodes;
    for (std::size_t axis = 0; axis < 3; ++axis)
        stored.size[axis] = ras.size[std::string("RLAPSI").find(axisCodes[axis]) / 2];
    return stored;
}

imaging::Volume t1ce(const Options& options)
{
    return drawn<float>(options, [&](const Eigen::Vector3d& mm) -> float {
        if (!inBrain(mm))
            return 0.0F;
        const double toLesion = (mm - options.lesionCentreMm).norm();
        if (toLesion < options.coreRadiusMm)
            return toLesion > options.coreRadiusMm - 4 ? 900.0F : 250.0F;
        if (inRightFrontBar(mm))
            return 800.0F;
        return inTopBar(mm) ? 100.0F : 500.0F;
    });
}

imaging::Volume flair(const Options& options)
{
    return drawn<float>(options, [&](const Eigen::Vector3d& mm) -> float {
        if (!inBrain(mm))
            return 0.0F;
        return (mm - options.lesionCentreMm).norm() < options.oedemaRadiusMm ? 700.0F : 300.0F;
    });
}

imaging::LabelMap label(const Options& options)
{
    return drawn<std::uint8_t>(options, [&](const Eigen::Vector3d& mm) -> std::uint8_t {
        const double toLesion = (mm - options.lesionCentreMm).norm();
        if (toLesion < options.coreRadiusMm)
            return imaging::Core;
        return toLesion < options.oedemaRadiusMm && inBrain(mm) ? imaging::Oedema : imaging::Background;
    });
}

imaging::Volume withSkull(const imaging::Volume& brain)
{
    std::vector<bool> inside;
    for (const float value : brain.voxels())
        inside.push_back(value != 0.0F);
    const auto distance = imaging::squaredDistanceMm2(inside, brain.size(), brain.geometry().spacingMm());
    auto voxels = brain.voxels();
    Random random(5);
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const double mm = std::sqrt(distance[i]);
        if (mm > 0.0)
            voxels[i] = float((mm < 4.0 ? 60.0 : mm < 12.0 ? 700.0 : 5.0) + 10.0 * random.uniform());
    }
    return {brain.geometry(), std::move(voxels)};
}

}  // namespace metrisk::phantom
