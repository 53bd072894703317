#include "core/io/GeometryCheck.h"

#include "core/common/Error.h"

#include <Eigen/LU>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::io {

namespace {

Eigen::Vector3d lastVoxel(const imaging::ImageGeometry& geometry)
{
    return {geometry.size[0] - 1.0, geometry.size[1] - 1.0, geometry.size[2] - 1.0};
}

/// The rotation (or reflection) nearest to nearly orthonormal axes: the polar factor, by Newton's iteration
/// (Higham 1986), which converges quadratically.
Eigen::Matrix3d nearestOrthonormal(Eigen::Matrix3d axes)
{
    for (int round = 0; round < 10; ++round)
        axes = 0.5 * (axes + axes.inverse().transpose());
    return axes;
}

double farthestCornerMm(const imaging::ImageGeometry& a, const imaging::ImageGeometry& b)
{
    double farthest = 0.0;
    for (int corner = 0; corner < 8; ++corner) {
        const Eigen::Vector3d voxel =
            Eigen::Vector3d(corner & 1, corner >> 1 & 1, corner >> 2).cwiseProduct(lastVoxel(a));
        farthest = std::max(farthest, (a.patientFromVoxel * voxel - b.patientFromVoxel * voxel).norm());
    }
    return farthest;
}

}  // namespace

imaging::Index3 checkedVolumeSize(const Eigen::Vector3d& size, const std::string& file)
{
    constexpr double longestAxis = 4096, mostVoxels = 268435456;
    if (size.minCoeff() < 2 || size.maxCoeff() > longestAxis || size.prod() > mostVoxels)
        throw Error(Error::Kind::Input,
                    fmt::format("{} states a size of {:.0f}×{:.0f}×{:.0f} voxels, which is no head.", file,
                                size.x(), size.y(), size.z()),
                    "Choose another file, or export the series again.");
    return {int(size.x()), int(size.y()), int(size.z())};
}

void checkSpacing(const Eigen::Vector3d& spacingMm, const std::string& file)
{
    constexpr double smallest = 0.01, largest = 100.0;
    for (const double mm : spacingMm)
        if (!(mm >= smallest && mm <= largest))
            throw Error(Error::Kind::Input,
                        fmt::format("{} states voxels of {:.3g}×{:.3g}×{:.3g} mm, which cannot be.", file,
                                    spacingMm.x(), spacingMm.y(), spacingMm.z()),
                        "Export the series again; its voxel size is wrong or missing.");
}

void checkPlace(const imaging::ImageGeometry& geometry, const std::string& file)
{
    constexpr double farthestMm = 1e5;
    const Eigen::Matrix4d matrix = geometry.patientFromVoxel.matrix();
    if (!matrix.allFinite() || matrix.cwiseAbs().maxCoeff() > farthestMm)
        throw Error(Error::Kind::Input, file + " is damaged: its place in the patient is not a number.",
                    "Export the series again.");
    checkSpacing(geometry.spacingMm(), file);
}

imaging::ImageGeometry straightened(const imaging::ImageGeometry& geometry, const std::string& file,
                                    std::vector<std::string>& notes)
{
    constexpr double rightAngle = 1e-3, rounding = 1e-6, noticeableMm = 0.01;
    const Eigen::Vector3d spacing = geometry.spacingMm();
    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear() * spacing.cwiseInverse().asDiagonal();
    const Eigen::Matrix3d cosines = axes.transpose() * axes - Eigen::Matrix3d::Identity();
    if (cosines.cwiseAbs().maxCoeff() > rightAngle)
        throw Error(Error::Kind::Input, file + " is sheared: its axes are not at right angles.",
                    "Resample it to a rectangular grid first, or export the original series.");
    if (cosines.cwiseAbs().maxCoeff() < rounding)
        return geometry;
    imaging::ImageGeometry straight = geometry;
    straight.patientFromVoxel.linear() = nearestOrthonormal(axes) * spacing.asDiagonal();
    const Eigen::Vector3d centre = 0.5 * (lastVoxel(geometry));
    straight.patientFromVoxel.translation() += geometry.patientFromVoxel * centre - straight.patientFromVoxel * centre;
    if (const double movedMm = farthestCornerMm(geometry, straight); movedMm > noticeableMm)
        notes.push_back(fmt::format("The axes of {} were not quite at right angles; this was put right, which moves no "
                                    "voxel by more than {:.2f} mm.",
                                    file, movedMm));
    return straight;
}

}  // namespace metrisk::io
