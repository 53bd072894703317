#pragma once

#include "core/imaging/VoxelGrid.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <itkImage.h>

#include <algorithm>

/// From our grids to ITK's images. For .cpp files of targets that link ITK; both say patient space as LPS millimetres.
namespace metrisk::imaging {

/// A copy with the same voxels in the same place.
template <class Voxel>
auto itkImageOf(const VoxelGrid<Voxel>& grid)
{
    using Image = itk::Image<Voxel, 3>;
    const auto& geometry = grid.geometry();
    const Eigen::Vector3d spacing = geometry.spacingMm();
    auto image = Image::New();
    typename Image::SizeType size;
    typename Image::SpacingType itkSpacing;
    typename Image::DirectionType direction;
    typename Image::PointType origin;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = itk::SizeValueType(geometry.size[axis]);
        itkSpacing[axis] = spacing[axis];
        origin[axis] = geometry.patientFromVoxel(axis, 3);
        for (unsigned row = 0; row < 3; ++row)
            direction(row, axis) = geometry.patientFromVoxel(row, axis) / spacing[axis];
    }
    image->SetRegions(size);
    image->SetSpacing(itkSpacing);
    image->SetOrigin(origin);
    image->SetDirection(direction);
    image->Allocate();
    std::copy(grid.voxels().begin(), grid.voxels().end(), image->GetBufferPointer());
    return image;
}

}  // namespace metrisk::imaging
