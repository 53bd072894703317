#include "core/preprocessing/Registration.h"

#include "core/common/Error.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/imaging/IntensityScaling.h"
#include "core/preprocessing/MutualInformation.h"
#include "core/preprocessing/RegistrationStarts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::LabelMap;
using imaging::Volume;

/// Without the darkest and the brightest voxels: fat and vessels would take most of the histogram's bins.
Volume withoutExtremes(const Volume& volume)
{
    const float low = float(imaging::percentileOf(volume.voxels(), 0.2)), high = float(imaging::percentileOf(volume.voxels(), 99.5));
    std::vector<float> voxels = volume.voxels();
    for (float& value : voxels)
        value = std::clamp(value, low, high);
    return {volume.geometry(), std::move(voxels)};
}

/// How far apart the samples of a grid lie along a direction, in mm.
double spacingAlong(const imaging::ImageGeometry& geometry, const Eigen::Vector3d& direction)
{
    const Eigen::Matrix3d axes = geometry.patientFromVoxel.linear();
    double square = 0.0;
    for (int axis = 0; axis < 3; ++axis)
        square += std::pow(axes.col(axis).dot(direction), 2);
    return std::sqrt(square);
}

/// As blurred along each of its axes as the thicker slices of the other image are: a sharp edge in the one and the same
/// edge spread over a slice in the other share most information when one head is stretched a little.
Volume asBlurredAs(const imaging::ImageGeometry& other, Volume volume)
{
    for (unsigned axis = 0; axis < 3; ++axis) {
        const Eigen::Vector3d step = volume.geometry().patientFromVoxel.linear().col(axis);
        const double own = step.norm(), theirs = spacingAlong(other, step / own);
        const double sigmaMm = std::sqrt(std::max(0.0, theirs * theirs - own * own) / 12.0);  // of a box as thick
        if (sigmaMm > own / 2)
            volume = smoothedAlong(volume, axis, sigmaMm);
    }
    return volume;
}

struct Pair {
    Volume fixed, moving;
    LabelMap region;
    const RegistrationOptions& options;

    Level level(std::size_t number) const
    {
        const bool last = number + 1 == options.levelsMm.size();
        const int count = last ? options.samples : std::max(1, options.samples / 3);
        const double mm = options.levelsMm[number];
        return {shrunkImage(fixed, mm), shrunkImage(moving, mm), placesIn(region, count, options.seed + number)};
    }
};

/// The two images as they are compared.
Pair pairOf(const Volume& fixed, const Volume& moving, const LabelMap& region, const RegistrationOptions& options)
{
    return {asBlurredAs(moving.geometry(), withoutExtremes(fixed)), asBlurredAs(fixed.geometry(), withoutExtremes(moving)), region, options};
}

ItkTransform::Pointer transformOf(Motion motion, const Eigen::Affine3d& start, const Eigen::Vector3d& centre)
{
    return motion == Motion::Rigid ? rigidTransform(start, centre) : affineTransform(start, centre);
}

/// One climb at one level; adds its steps to the alignment.
void improve(Alignment& alignment, MutualInformation& information, Motion motion, const Eigen::Vector3d& centre,
             double stepMm, const Job& job)
{
    constexpr int mostSteps = 150;
    const auto transform = transformOf(motion, alignment.movingFromFixed, centre);
    alignment.iterations +=
        information.climb(*transform, stepMm, mostSteps, [&](double done) { job.advance(done); });
    alignment.movingFromFixed = asAffine(*transform);
    alignment.information = information.at(alignment.movingFromFixed);
}

/// The best of several starts, each climbed from at the coarsest level.
Alignment coarseAlignment(const Pair& pair, const Eigen::Vector3d& centre, const Job& job)
{
    const double mm = pair.options.levelsMm.front();
    MutualInformation information(pair.level(0));
    const auto starts = bestStarts(startsFor(pair.region, pair.moving, pair.options.wideSearch), centre,
                                   [&](const Eigen::Affine3d& start) { return information.at(start); },
                                   job.part(0.0, 0.4));
    Alignment best;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const double from = 0.4 + 0.6 * double(i) / double(starts.size());
        Alignment alignment;
        alignment.movingFromFixed = starts[i].movingFromFixed;
        alignment.start = starts[i].name;
        improve(alignment, information, Motion::Rigid, centre, mm / 2, job.part(from, from + 0.6 / double(starts.size())));
        if (alignment.information > best.information)
            best = alignment;
    }
    if (best.information <= 0.0)
        throw Error(Error::Kind::Input, "The two images could not be brought together.",
                    "Check that both show the head of one patient.");
    return best;
}

Alignment finer(Alignment alignment, const Pair& pair, const Eigen::Vector3d& centre, const Job& job)
{
    const auto& levels = pair.options.levelsMm;
    for (std::size_t number = pair.options.motion == Motion::Rigid ? 1 : 0; number < levels.size(); ++number) {
        MutualInformation information(pair.level(number));
        improve(alignment, information, pair.options.motion, centre, levels[number] / 2,
                job.part(double(number) / double(levels.size()), double(number + 1) / double(levels.size())));
        alignment.informationBefore = information.at(Eigen::Affine3d::Identity());
    }
    return alignment;
}

}  // namespace

void RegistrationOptions::check() const
{
    if (samples < 1000 || samples > 1000000)
        throw Error(Error::Kind::Input, fmt::format("Images cannot be registered by {} samples.", samples),
                    "Choose 1000 to 1000000.");
    const bool sound = levelsMm.size() >= 2 &&
                       std::ranges::all_of(levelsMm, [](double mm) { return mm >= 0.5 && mm <= 20.0; }) &&
                       std::ranges::is_sorted(levelsMm, std::greater<>());
    if (!sound)
        throw Error(Error::Kind::Input, "The levels of the registration do not go from coarse to fine.",
                    "Choose at least two voxel sizes from 20 down to 0.5 mm.");
}

Alignment registered(const Volume& fixed, const Volume& moving, const LabelMap& region,
                     const RegistrationOptions& options, const Job& job)
{
    options.check();
    try {
        job.advance(0.0);
        const auto pair = pairOf(fixed, moving, region.empty() ? grownRegion(headRegion(fixed), 6.0) : region, options);
        const Eigen::Vector3d centre = middleOf(pair.region);
        const auto coarse = coarseAlignment(pair, centre, job.part(0.05, 0.4));
        return finer(coarse, pair, centre, job.part(0.4, 1.0));
    } catch (const itk::ExceptionObject&) {
        throw Error(Error::Kind::Input, "The two images could not be brought together.",
                    "Check that both show the head of one patient.");
    }
}

double sharedInformation(const Volume& fixed, const Volume& moving, const LabelMap& region,
                         const Eigen::Affine3d& movingFromFixed, const RegistrationOptions& options)
{
    const auto pair = pairOf(fixed, moving, region, options);
    return MutualInformation(pair.level(options.levelsMm.size() - 1)).at(movingFromFixed);
}

double worstDistanceMm(const Eigen::Affine3d& a, const Eigen::Affine3d& b, const LabelMap& region)
{
    const auto& geometry = region.geometry();
    Eigen::Vector3d low = Eigen::Vector3d::Constant(1e9), high = -low;
    for (const auto& place : placesIn(region, 20000, 1)) {
        low = low.cwiseMin(geometry.voxelAt(place));
        high = high.cwiseMax(geometry.voxelAt(place));
    }
    double worst = 0.0;
    for (int corner = 0; corner < 8; ++corner) {
        const Eigen::Vector3d voxel((corner & 1) ? high.x() : low.x(), (corner & 2) ? high.y() : low.y(),
                                    (corner & 4) ? high.z() : low.z());
        const Eigen::Vector3d place = geometry.patientFromVoxel * voxel;
        worst = std::max(worst, (a * place - b * place).norm());
    }
    return worst;
}

}  // namespace metrisk::preprocessing
