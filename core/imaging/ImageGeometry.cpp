#include "core/imaging/ImageGeometry.h"

#include <cmath>

namespace metrisk::imaging {

namespace {

Eigen::Vector3d asVector(const Index3& voxel)
{
    return {double(voxel[0]), double(voxel[1]), double(voxel[2])};
}

}  // namespace

std::size_t ImageGeometry::voxelCount() const
{
    return std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]);
}

Eigen::Vector3d ImageGeometry::spacingMm() const
{
    return patientFromVoxel.linear().colwise().norm().transpose();
}

double ImageGeometry::voxelVolumeMl() const
{
    return std::abs(patientFromVoxel.linear().determinant()) / 1000.0;
}

Eigen::Vector3d ImageGeometry::patientAt(const Index3& voxel) const
{
    return patientFromVoxel * asVector(voxel);
}

Eigen::Vector3d ImageGeometry::voxelAt(const Eigen::Vector3d& patientMm) const
{
    return patientFromVoxel.inverse() * patientMm;
}

bool ImageGeometry::contains(const Index3& voxel) const
{
    for (int axis = 0; axis < 3; ++axis)
        if (voxel[axis] < 0 || voxel[axis] >= size[axis])
            return false;
    return true;
}

std::string ImageGeometry::axisCodes() const
{
    // Each anatomical axis is given to the voxel axis that follows it most closely, strongest
    // match first, so that an oblique volume never gets the same letter twice.
    constexpr char positive[3] = {'L', 'P', 'S'};
    constexpr char negative[3] = {'R', 'A', 'I'};
    Eigen::Matrix3d cosines = patientFromVoxel.linear();
    cosines.colwise().normalize();
    std::string codes(3, '?');
    Eigen::Matrix3d strength = cosines.cwiseAbs();
    for (int round = 0; round < 3; ++round) {
        Eigen::Index anatomical = 0, voxelAxis = 0;
        strength.maxCoeff(&anatomical, &voxelAxis);
        codes[std::size_t(voxelAxis)] =
            cosines(anatomical, voxelAxis) > 0 ? positive[anatomical] : negative[anatomical];
        strength.row(anatomical).setConstant(-1);
        strength.col(voxelAxis).setConstant(-1);
    }
    return codes;
}

bool ImageGeometry::sharesGridWith(const ImageGeometry& other, double toleranceMm) const
{
    if (size != other.size)
        return false;
    for (int corner = 0; corner < 8; ++corner) {
        const Index3 voxel{(corner & 1) ? size[0] - 1 : 0, (corner & 2) ? size[1] - 1 : 0,
                           (corner & 4) ? size[2] - 1 : 0};
        if ((patientAt(voxel) - other.patientAt(voxel)).norm() > toleranceMm)
            return false;
    }
    return true;
}

bool ImageGeometry::operator==(const ImageGeometry& other) const
{
    return size == other.size && patientFromVoxel.matrix() == other.patientFromVoxel.matrix();
}

ImageGeometry subGeometry(const ImageGeometry& geometry, const Index3& low, const Index3& size)
{
    ImageGeometry part{size, geometry.patientFromVoxel};
    part.patientFromVoxel.translation() = geometry.patientAt(low);
    return part;
}

}  // namespace metrisk::imaging
