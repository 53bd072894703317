#include "core/preprocessing/BrainExtraction.h"

#include "core/common/Error.h"
#include "core/imaging/DistanceMap.h"
#include "core/preprocessing/GraphCut.h"
#include "core/imaging/IntensityScaling.h"
#include "core/preprocessing/ItkImages.h"
#include "core/preprocessing/Resampling.h"

#include <itkSmoothingRecursiveGaussianImageFilter.h>

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::LabelMap;
using imaging::Volume;

constexpr double workingMm = 2.0;

Volume asVolume(const LabelMap& labels)
{
    return {labels.geometry(), std::vector<float>(labels.voxels().begin(), labels.voxels().end())};
}

/// Millimetres outside the expected surface; negative inside.
std::vector<float> depthOf(const Volume& expected)
{
    std::vector<bool> inside, outside;
    for (const float share : expected.voxels()) {
        inside.push_back(share >= 0.5F);
        outside.push_back(share < 0.5F);
    }
    const auto spacing = expected.geometry().spacingMm();
    const auto toInside = imaging::squaredDistanceMm2(inside, expected.size(), spacing);
    const auto toOutside = imaging::squaredDistanceMm2(outside, expected.size(), spacing);
    std::vector<float> depth;
    for (std::size_t i = 0; i < inside.size(); ++i)
        depth.push_back(float(std::sqrt(toInside[i]) - std::sqrt(toOutside[i])));
    return depth;
}

std::vector<float> smoothed(const imaging::ImageGeometry& geometry, std::vector<float> values, double sigmaMm)
{
    auto filter = itk::SmoothingRecursiveGaussianImageFilter<ItkImage, ItkImage>::New();
    filter->SetInput(itkImageOf(imaging::Volume{geometry, std::move(values)}));
    filter->SetSigma(sigmaMm);
    filter->Update();
    return voxelsOf(*filter->GetOutput());
}

/// Brightness with the brain's own around each place as 1, so that an uneven coil does not matter.
std::vector<float> relativeBrightness(const Volume& t1ce, const std::vector<float>& depth)
{
    std::vector<float> deep;
    for (std::size_t i = 0; i < depth.size(); ++i)
        if (depth[i] < -4.0F)
            deep.push_back(t1ce.voxels()[i]);
    if (deep.empty())
        throw Error(Error::Kind::Input, "The T1-CE does not reach the place of the brain.", "Choose another T1-CE.");
    const float low = float(imaging::percentileOf(deep, 30.0)), high = float(imaging::percentileOf(deep, 95.0));
    std::vector<float> weight(depth.size()), weighted(depth.size());
    for (std::size_t i = 0; i < depth.size(); ++i) {
        const float value = t1ce.voxels()[i];
        weight[i] = depth[i] < -4.0F && value >= low && value <= high ? 1.0F : 0.0F;
        weighted[i] = weight[i] * value;
    }
    constexpr double neighbourhoodMm = 15.0;
    weight = smoothed(t1ce.geometry(), weight, neighbourhoodMm);
    weighted = smoothed(t1ce.geometry(), weighted, neighbourhoodMm);
    std::vector<float> relative(depth.size());
    for (std::size_t i = 0; i < depth.size(); ++i)
        relative[i] = t1ce.voxels()[i] / (weight[i] > 1e-4F ? std::max(weighted[i] / weight[i], low * 0.5F) : low);
    return relative;
}

std::int32_t cost(double value)
{
    return std::int32_t(std::lround(1000.0 * value));
}

/// 0 for fluid and bone, 1 for brain and what is brighter.
double tissueShare(float relative)
{
    return std::clamp((double(relative) - 0.3) / 0.4, 0.0, 1.0);
}

/// 0 for brain, 1 for fat and marrow. Deep inside nothing counts as bright: it is lesion or vessel.
double fatShare(float relative, double depthMm)
{
    return std::clamp((double(relative) - 1.25) / 0.3, 0.0, 1.0) * std::clamp((depthMm + 4.0) / 4.0, 0.0, 1.0);
}

CutCosts costsOf(const Volume& t1ce, const std::vector<float>& relative, const std::vector<float>& depth)
{
    constexpr double farthestMm = 12.0, usualMm = 5.0;  // how far the surface may lie from the atlas', and does
    constexpr double offAtlas = 0.3, darkInside = 0.3, fatInside = 1.0, evenArea = 0.1;
    CutCosts costs{.size = t1ce.size(), .inside = {}, .outside = {}, .parting = {}};
    for (std::size_t i = 0; i < depth.size(); ++i) {
        const double d = depth[i], away = offAtlas * (d / usualMm) * (d / usualMm);
        const double unlike = darkInside * (1.0 - tissueShare(relative[i])) + fatInside * fatShare(relative[i], d);
        costs.inside.push_back(d > farthestMm ? CutCosts::never : cost((d > 0 ? away : 0.0) + unlike));
        costs.outside.push_back(d < -farthestMm ? CutCosts::never : cost(d < 0 ? away : 0.0));
    }
    const std::array<std::size_t, 3> stride{1, std::size_t(costs.size[0]),
                                            std::size_t(costs.size[0]) * std::size_t(costs.size[1])};
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t i = 0; i < depth.size(); ++i) {
            const std::size_t next = std::min(i + stride[axis], depth.size() - 1);
            costs.parting[axis].push_back(cost(evenArea + tissueShare(std::min(relative[i], relative[next]))));
        }
    return costs;
}

}  // namespace

LabelMap AtlasBrainExtractor::extract(const Volume& t1ce, const LabelMap& expected, const Job& job) const
{
    const Volume coarse = shrunk(t1ce, workingMm), surface = shrunk(asVolume(expected), workingMm);
    const auto depth = depthOf(surface);
    job.advance(0.2);
    const auto relative = relativeBrightness(coarse, depth);
    job.advance(0.3);
    const auto inside = smallestCut(costsOf(coarse, relative, depth), job.part(0.3, 0.9));
    const Volume mask(coarse.geometry(), std::vector<float>(inside.begin(), inside.end()));
    const auto fine = resampledLinear(mask, t1ce.geometry(), job.part(0.9, 1.0));
    std::vector<std::uint8_t> brain;
    for (const float share : fine.voxels())
        brain.push_back(share >= 0.5F ? 1 : 0);
    return {t1ce.geometry(), std::move(brain)};
}

}  // namespace metrisk::preprocessing
