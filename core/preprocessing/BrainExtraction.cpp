#include "core/preprocessing/BrainExtraction.h"

#include "core/common/Error.h"
#include "core/imaging/DistanceMap.h"
#include "core/preprocessing/GraphCut.h"
#include "core/preprocessing/IntensityNormalization.h"
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
double P(const char*n,double d){const char*e=getenv(n);return e?atof(e):d;}

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
    filter->SetInput(itkImageOf({geometry, std::move(values)}));
    filter->SetSigma(sigmaMm);
    filter->Update();
    const float* first = filter->GetOutput()->GetBufferPointer();
    return {first, first + geometry.voxelCount()};
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
    const float low = float(percentileOf(deep, 30.0)), high = float(percentileOf(deep, 95.0));
    std::vector<float> weight(depth.size()), weighted(depth.size());
    for (std::size_t i = 0; i < depth.size(); ++i) {
        const float value = t1ce.voxels()[i];
        weight[i] = depth[i] < -4.0F && value >= low && value <= high ? 1.0F : 0.0F;
        weighted[i] = weight[i] * value;
    }
    const double sigma=P("SIG",15);
    weight = smoothed(t1ce.geometry(), weight, sigma);
    weighted = smoothed(t1ce.geometry(), weighted, sigma);
    std::vector<float> relative(depth.size());
    for (std::size_t i = 0; i < depth.size(); ++i)
        relative[i] = t1ce.voxels()[i] / (weight[i] > 1e-4F ? std::max(weighted[i] / weight[i], low * 0.5F) : low);
    return relative;
}

std::int32_t cost(double value)
{
    return std::int32_t(std::lround(1000.0 * value));
}

/// 0 for fluid and bone, 1 for brain and brighter.
double tissueShare(float relative,float depth)
{
    const double b=std::clamp((double(relative) - P("B0",1.25)) / P("BW",0.35), 0.0, 1.0)*std::clamp((double(depth)+P("BD",6))/4.0,0.0,1.0);
    return std::clamp((double(relative) - P("D0",0.3)) / P("DW",0.4), 0.0, 1.0)*(1.0-P("BB",1)*b);
}

CutCosts costsOf(const Volume& t1ce, const std::vector<float>& relative, const std::vector<float>& depth)
{
    const double reach=P("REACH",5), hard=P("HARD",12), prior=P("PRIOR",0.3), dark=P("DARK",0.15), bri=P("BRI",0.0), base=P("BASE",0.1);
    CutCosts costs{.size = t1ce.size(), .inside = {}, .outside = {}, .parting = {}};
    for (std::size_t i = 0; i < depth.size(); ++i) {
        const double d = depth[i];
        const double far = std::pow(std::abs(d) / reach, 2);
        const double share = tissueShare(relative[i],depth[i]);
        costs.inside.push_back(d > hard ? CutCosts::never : cost((d > 0 ? prior * far : 0.0) + dark * (1.0 - share)+bri*0));
        costs.outside.push_back(d < -hard ? CutCosts::never : cost((d < 0 ? prior * far : 0.0) + dark * share*P("IN",0.5)));
    }
    const std::array<std::size_t, 3> stride{1, std::size_t(costs.size[0]),
                                            std::size_t(costs.size[0]) * std::size_t(costs.size[1])};
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t i = 0; i < depth.size(); ++i) {
            const std::size_t next = std::min(i + stride[axis], depth.size() - 1);
            costs.parting[axis].push_back(cost(base + std::min(tissueShare(relative[i],depth[i]),tissueShare(relative[next],depth[next]))));
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
