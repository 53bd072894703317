#pragma once

#include "core/imaging/ItkImage.h"
#include "core/imaging/Volume.h"

/// Between our values and ITK's images and transforms. For .cpp files of this folder alone.
namespace metrisk::preprocessing {

using ItkImage = itk::Image<float, 3>;

using imaging::itkImageOf;

/// A copy of its voxels.
std::vector<float> voxelsOf(const ItkImage& image);

/// Blocks of voxels averaged so that the voxels measure about `spacingMm`; axes already as coarse stay as they are.
ItkImage::Pointer shrunkImage(const imaging::Volume& volume, double spacingMm);
imaging::Volume shrunk(const imaging::Volume& volume, double spacingMm);

/// Blurred along one of its axes by a Gaussian.
imaging::Volume smoothedAlong(const imaging::Volume& volume, unsigned axis, double sigmaMm);

}  // namespace metrisk::preprocessing
