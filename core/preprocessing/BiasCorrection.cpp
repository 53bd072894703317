#include "core/preprocessing/BiasCorrection.h"

#include "core/common/Error.h"
#include "core/preprocessing/ItkImages.h"
#include "core/preprocessing/Resampling.h"

#include <itkN4BiasFieldCorrectionImageFilter.h>

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::LabelMap;
using imaging::Volume;
using N4 = itk::N4BiasFieldCorrectionImageFilter<ItkImage, itk::Image<std::uint8_t, 3>, ItkImage>;

constexpr double workingMm = 4.0;  // the field is much smoother than that
constexpr unsigned levels = 4, mostSteps = 50;

/// Where the region has any brightness to take the logarithm of.
LabelMap brightInside(const Volume& volume, const LabelMap& region)
{
    auto inside = region.voxels();
    for (std::size_t i = 0; i < inside.size(); ++i)
        inside[i] = inside[i] != 0 && volume.voxels()[i] > 0.0F ? 1 : 0;
    if (std::ranges::none_of(inside, [](auto value) { return value != 0; }))
        throw Error(Error::Kind::Input, "There is no brightness in the image to make even.", "Prepare it without N4.");
    return {region.geometry(), std::move(inside)};
}

N4::Pointer filterOf(const Volume& coarse, const LabelMap& inside, const Job& job)
{
    auto filter = N4::New();
    filter->SetInput(imaging::itkImageOf(coarse));
    filter->SetMaskImage(imaging::itkImageOf(inside));
    filter->SetNumberOfFittingLevels(levels);
    N4::VariableSizeArrayType steps(levels);
    steps.Fill(mostSteps);
    filter->SetMaximumNumberOfIterations(steps);
    filter->AddObserver(itk::IterationEvent(), [job, done = 0](const itk::EventObject&) mutable {
        job.advance(double(++done) / (levels * mostSteps));
    });
    return filter;
}

/// The logarithm of the field on the coarse grid, 0 in the mean over what lies inside.
Volume logField(const Volume& coarse, const LabelMap& inside, const Job& job)
{
    const auto filter = filterOf(coarse, inside, job);
    filter->Update();
    const auto field = filter->ReconstructBiasField(filter->GetLogBiasFieldControlPointLattice());
    auto values = voxelsOf(*field);
    double sum = 0.0, count = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (inside.voxels()[i] != 0)
            sum += values[i], count += 1.0;
    for (float& value : values)
        value -= float(sum / count);
    return {coarse.geometry(), std::move(values)};
}

}  // namespace

EvenVolume withoutBias(const Volume& volume, const LabelMap& region, const Job& job)
{
    const auto inside = brightInside(volume, region);
    const auto coarseGrid = isotropicGrid(volume.geometry(), workingMm);
    const auto coarseInside = brightInside(resampledLinear(volume, coarseGrid), resampledNearest(inside, coarseGrid));
    const auto field = resampledLinear(logField(resampledLinear(volume, coarseGrid), coarseInside, job.part(0.0, 0.9)),
                                       volume.geometry(), job.part(0.9, 1.0));
    auto voxels = volume.voxels();
    BrightnessRange removed{.least = 1e9, .most = 0.0};
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const float factor = std::exp(field.voxels()[i]);
        voxels[i] /= factor;
        if (inside.voxels()[i] != 0)
            removed = {std::min(removed.least, double(factor)), std::max(removed.most, double(factor))};
    }
    return {{volume.geometry(), std::move(voxels)}, removed};
}

}  // namespace metrisk::preprocessing
