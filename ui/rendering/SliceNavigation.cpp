#include "ui/rendering/SliceNavigation.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

constexpr double roomAroundHead = 1.25;  // for letters and texts

Eigen::Vector3d snapped(const imaging::ImageGeometry& geometry, Eigen::Vector3d voxel)
{
    for (int axis = 0; axis < 3; ++axis)
        voxel[axis] = std::clamp(std::round(voxel[axis]), 0.0, double(geometry.size[std::size_t(axis)] - 1));
    return geometry.patientFromVoxel * voxel;
}

}  // namespace

double fittingPixelsPerMm(const CaseVolumes& volumes, imaging::Plane plane, int widthPx, int heightPx)
{
    const auto slice = imaging::sliceGeometry(volumes.geometry(), plane);
    const Eigen::Vector3d extent = volumes.headBox().high - volumes.headBox().low + Eigen::Vector3d::Ones();
    return std::min(widthPx / (extent[slice.columnAxis] * slice.columnSpacingMm),
                    heightPx / (extent[slice.rowAxis] * slice.rowSpacingMm)) / roomAroundHead;
}

int sliceNumberAt(const imaging::ImageGeometry& geometry, imaging::Plane plane, const Eigen::Vector3d& patientMm)
{
    const int axis = imaging::sliceGeometry(geometry, plane).sliceAxis;
    const double slice = std::round(geometry.voxelAt(patientMm)[axis]);
    return int(std::clamp(slice, 0.0, double(geometry.size[std::size_t(axis)] - 1)));
}

Eigen::Vector3d steppedMm(const imaging::ImageGeometry& geometry, imaging::Plane plane,
                          const Eigen::Vector3d& patientMm, int slices)
{
    const int axis = imaging::sliceGeometry(geometry, plane).sliceAxis;
    const bool forward = std::string("SAR").find(geometry.axisCodes()[std::size_t(axis)]) != std::string::npos;
    Eigen::Vector3d voxel = geometry.voxelAt(patientMm);
    voxel[axis] = std::round(voxel[axis]) + (forward ? slices : -slices);
    return snapped(geometry, voxel);
}

Eigen::Vector3d snappedToVoxel(const imaging::ImageGeometry& geometry, const Eigen::Vector3d& patientMm)
{
    return snapped(geometry, geometry.voxelAt(patientMm));
}

}  // namespace metrisk::ui::rendering
