#include "core/io/GeometryCheck.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <cmath>

namespace metrisk::io {

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

void checkRightAngles(const imaging::ImageGeometry& geometry, const std::string& file)
{
    constexpr double rightAngle = 1e-3;
    Eigen::Matrix3d axes = geometry.patientFromVoxel.linear();
    axes.colwise().normalize();
    const Eigen::Matrix3d cosines = axes.transpose() * axes - Eigen::Matrix3d::Identity();
    if (cosines.cwiseAbs().maxCoeff() > rightAngle)
        throw Error(Error::Kind::Input, file + " is sheared: its axes are not at right angles.",
                    "Resample it to a rectangular grid first, or export the original series.");
}

}  // namespace metrisk::io
