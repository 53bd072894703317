#include "core/preprocessing/ItkImages.h"

#include <itkBinShrinkImageFilter.h>
#include <itkRecursiveGaussianImageFilter.h>

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

imaging::Volume volumeOf(const ItkImage& image)
{
    const auto size = image.GetLargestPossibleRegion().GetSize();
    imaging::ImageGeometry geometry{{int(size[0]), int(size[1]), int(size[2])}, Eigen::Affine3d::Identity()};
    for (unsigned row = 0; row < 3; ++row) {
        geometry.patientFromVoxel(row, 3) = image.GetOrigin()[row];
        for (unsigned axis = 0; axis < 3; ++axis)
            geometry.patientFromVoxel(row, axis) = image.GetDirection()(row, axis) * image.GetSpacing()[axis];
    }
    return {geometry, voxelsOf(image)};
}

}  // namespace

std::vector<float> voxelsOf(const ItkImage& image)
{
    const float* first = image.GetBufferPointer();
    return {first, first + image.GetBufferedRegion().GetNumberOfPixels()};
}

ItkImage::Pointer shrunkImage(const imaging::Volume& volume, double spacingMm)
{
    using Shrink = itk::BinShrinkImageFilter<ItkImage, ItkImage>;
    const Eigen::Vector3d spacing = volume.geometry().spacingMm();
    Shrink::ShrinkFactorsType factors;
    for (unsigned axis = 0; axis < 3; ++axis) {
        const int most = std::max(1, volume.size()[axis] / 4);  // a few voxels must be left
        factors[axis] = unsigned(std::clamp(int(std::lround(spacingMm / spacing[axis])), 1, most));
    }
    auto shrink = Shrink::New();
    shrink->SetInput(itkImageOf(volume));
    shrink->SetShrinkFactors(factors);
    shrink->Update();
    return shrink->GetOutput();
}

imaging::Volume shrunk(const imaging::Volume& volume, double spacingMm)
{
    return volumeOf(*shrunkImage(volume, spacingMm));
}

imaging::Volume smoothedAlong(const imaging::Volume& volume, unsigned axis, double sigmaMm)
{
    auto filter = itk::RecursiveGaussianImageFilter<ItkImage, ItkImage>::New();
    filter->SetInput(itkImageOf(volume));
    filter->SetDirection(axis);
    filter->SetSigma(sigmaMm);
    filter->Update();
    return {volume.geometry(), voxelsOf(*filter->GetOutput())};
}

}  // namespace metrisk::preprocessing
