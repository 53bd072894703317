#pragma once

#include "core/imaging/Volume.h"

// Before ITK: ITK 5.2 carries an older Eigen of its own, and the two must not be mixed.
#include <Eigen/Eigenvalues>

#include <itkImage.h>

/// Between our values and ITK's images and transforms. For .cpp files of this folder alone.
namespace metrisk::preprocessing {

using ItkImage = itk::Image<float, 3>;

/// A copy with the same voxels in the same place.
ItkImage::Pointer itkImageOf(const imaging::Volume& volume);

/// Blocks of voxels averaged so that the voxels measure about `spacingMm`; axes already as coarse stay as they are.
ItkImage::Pointer shrunkImage(const imaging::Volume& volume, double spacingMm);
imaging::Volume shrunk(const imaging::Volume& volume, double spacingMm);

}  // namespace metrisk::preprocessing
