#include "core/preprocessing/HeadRegistrations.h"

#include "core/preprocessing/BrainExtraction.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/Resampling.h"

#include <cmath>
#include <future>

namespace metrisk::preprocessing {

namespace {

using Eigen::Affine3d;
using imaging::ImageGeometry;
using imaging::LabelMap;
using imaging::Volume;

/// The head with this much below its top is brain and what surrounds it.
LabelMap upperHead(const Volume& t1ce)
{
    constexpr double brainHeightMm = 150.0;
    const auto head = headRegion(t1ce);
    const double top = topOf(head);
    auto voxels = head.voxels();
    const auto [nx, ny, nz] = head.size();
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
            for (int x = 0; x < nx; ++x)
                if (head.geometry().patientAt({x, y, z}).z() < top - brainHeightMm)
                    voxels[head.offset(x, y, z)] = 0;
    return grownRegion({head.geometry(), std::move(voxels)}, 6.0);
}

/// 240×240×155 voxels of 1 mm along the patient's axes, around a place.
ImageGeometry gridAround(const Eigen::Vector3d& middleMm, const PreparationOptions& options)
{
    const Eigen::Vector3d field(240.0, 240.0, 155.0);  // mm, right to left, back to front, bottom to top
    ImageGeometry grid;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto letter = std::string("LRPASI").find(options.axisCodes[axis]);
        const auto row = Eigen::Index(letter / 2);
        grid.patientFromVoxel.linear().col(Eigen::Index(axis)).setZero();
        grid.patientFromVoxel(row, Eigen::Index(axis)) = (letter % 2 == 0 ? 1.0 : -1.0) * options.spacingMm;
        grid.size[axis] = std::max(2, int(std::lround(field[row] / options.spacingMm)));
    }
    const Eigen::Vector3d half(grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1);
    grid.patientFromVoxel.translation() = middleMm - grid.patientFromVoxel.linear() * (half / 2.0);
    return grid;
}

Alignment coRegistered(const io::Study& study, const PreparationOptions& options, const LabelMap& region, const Job& job)
{
    return options.coRegistration ? *options.coRegistration
                                  : registered(study.t1ce, study.flair, region, RegistrationOptions{}, job);
}

/// Once the brain is known, it and its skull alone count: the scalp and the neck move on their own.
Alignment refined(const io::Study& study, Alignment alignment, const LabelMap& brain, const Job& job)
{
    constexpr double skullMm = 6.0;
    const auto around = grownRegion(brain, skullMm);
    const RegistrationOptions nearby{.levelsMm = {4.0, 2.0, 1.0}, .wideSearch = false};
    const auto rest = registered(study.t1ce, placed(study.flair, alignment.movingFromFixed), around, nearby, job);
    alignment.movingFromFixed = alignment.movingFromFixed * rest.movingFromFixed;
    alignment.information = rest.information;
    alignment.informationBefore = sharedInformation(study.t1ce, study.flair, around, Affine3d::Identity(), nearby);
    alignment.iterations += rest.iterations;
    return alignment;
}

/// The skull of the patient has no counterpart in the atlas. So first brain is compared with what lies where the
/// atlas' brain lies; then, with the brain cut out, the outlines of both.
Alignment onAtlas(const io::Study& study, const PreparationOptions& options, const Atlas& atlas, bool stripped, const Job& job)
{
    if (options.atlasRegistration)
        return *options.atlasRegistration;
    constexpr double outlineMm = 6.0;
    RegistrationOptions search{.motion = Motion::Affine, .levelsMm = {8.0, 4.0, 2.0}};
    const auto region = stripped ? grownRegion(atlas.brain, outlineMm) : atlas.brain;
    auto alignment = registered(atlas.image, study.t1ce, region, search, job.part(0.0, stripped ? 1.0 : 0.5));
    if (stripped)
        return alignment;
    const auto t1ce = resampledAs(study.t1ce, atlas.image.geometry(), alignment.movingFromFixed, job.part(0.5, 0.55));
    const auto brain = brainIn(t1ce, atlas.brain, stripped, job.part(0.55, 0.75));
    search.wideSearch = false;
    const auto outline = registered(atlas.image, inside(t1ce, brain), grownRegion(atlas.brain, outlineMm), search, job.part(0.75, 1.0));
    alignment.movingFromFixed = alignment.movingFromFixed * outline.movingFromFixed;
    alignment.information = outline.information;
    alignment.iterations += outline.iterations;
    return alignment;
}

/// Turned and shifted alike at the middle of the brain, but not stretched.
Affine3d withoutStretch(const Affine3d& affine, const Eigen::Vector3d& middleMm)
{
    Affine3d rigid = Affine3d::Identity();
    rigid.linear() = affine.rotation();
    rigid.translation() = affine * middleMm - rigid.linear() * middleMm;
    return rigid;
}

/// Where the head lies best on the atlas when it keeps its size. The turn and shift of the stretched head are near that,
/// but not it: what stretching explained has to be made up for.
std::optional<Alignment> placedOn(const Atlas& atlas, const io::Study& study, const PreparationOptions& options,
                                  const Alignment& stretched, const Job& job)
{
    if (options.stretchToAtlas || options.atlasRegistration)  // known from an earlier run, or not wanted
        return options.headPlacement;
    const auto near = withoutStretch(stretched.movingFromFixed, middleOf(atlas.brain));
    auto placement = registered(atlas.image, placed(study.t1ce, near), atlas.brain,
                                {.motion = Motion::Rigid, .levelsMm = {8.0, 4.0, 2.0}, .wideSearch = false}, job);
    placement.movingFromFixed = near * placement.movingFromFixed;
    return placement;
}

/// The nudge moves the picture on the prepared grid.
Affine3d nudged(const Affine3d& sourceFromPrepared, const Nudge& nudge, const Eigen::Vector3d& middleMm)
{
    return nudge.none() ? sourceFromPrepared : sourceFromPrepared * nudge.movedFromUnmoved(middleMm).inverse();
}

Places placesWithAtlas(const PreparationOptions& options, const Atlas& atlas, const PreparationRecord& record)
{
    const auto middle = middleOf(atlas.brain);
    const auto stretched = nudged(record.atlasRegistration->movingFromFixed, options.headNudge, middle);
    const auto placement = options.stretchToAtlas ? stretched
                           : record.headPlacement ? nudged(record.headPlacement->movingFromFixed, options.headNudge, middle)
                                                  : withoutStretch(stretched, middle);  // as records of earlier days were made
    const auto& grid = atlas.image.geometry();
    return {.grid = grid, .t1ceFromPrepared = placement,
            .expectedBrain = resampledNearest(placed(atlas.brain, stretched.inverse() * placement), grid)};
}

Places placesAroundHead(const io::Study& study, const PreparationOptions& options)
{
    const auto middle = middleOf(upperHead(study.t1ce));
    return {.grid = gridAround(middle, options), .t1ceFromPrepared = nudged(Affine3d::Identity(), options.headNudge, middle),
            .expectedBrain = {}};
}

}  // namespace

Volume resampledAs(const Volume& source, const ImageGeometry& target, const Affine3d& sourceFromTarget, const Job& job)
{
    return resampledLinear(placed(source, sourceFromTarget), target, job);
}

Volume inside(const Volume& volume, const LabelMap& brain)
{
    auto voxels = volume.voxels();
    for (std::size_t i = 0; i < voxels.size(); ++i)
        if (brain.voxels()[i] == 0)
            voxels[i] = 0.0F;
    return {volume.geometry(), std::move(voxels)};
}

LabelMap brainIn(const Volume& t1ce, const LabelMap& expected, bool stripped, const Job& job)
{
    if (!stripped)
        return AtlasBrainExtractor().extract(t1ce, expected, job);
    std::vector<std::uint8_t> brain;
    for (const float value : t1ce.voxels())
        brain.push_back(value != 0.0F ? 1 : 0);
    return {t1ce.geometry(), std::move(brain)};
}

void registerBoth(const io::Study& study, const PreparationOptions& options, const std::optional<Atlas>& atlas,
               bool stripped, PreparationRecord& record, const Job& job)
{
    const Job first = job.stage("Co-registration", 0.0, atlas ? 0.05 : 1.0);
    const auto region = upperHead(study.t1ce);
    if (!atlas) {
        record.coRegistration = coRegistered(study, options, region, first);
        return;
    }
    auto beside = std::async(std::launch::async, [&, quiet = job.quiet()] { return coRegistered(study, options, region, quiet); });
    record.atlasRegistration = onAtlas(study, options, *atlas, stripped, job.stage("Atlas registration", 0.05, 0.65));
    record.headPlacement = placedOn(*atlas, study, options, *record.atlasRegistration, job.stage("Atlas registration", 0.65, 0.75));
    const Job last = job.stage("Co-registration", 0.75, 1.0);
    record.coRegistration = beside.get();
    if (!options.coRegistration)
        record.coRegistration = refined(study, *record.coRegistration,
                                        placed(atlas->brain, record.atlasRegistration->movingFromFixed.inverse()), last);
}

Places placesOf(const io::Study& study, const PreparationOptions& options, const std::optional<Atlas>& atlas,
                const PreparationRecord& record)
{
    auto places = atlas ? placesWithAtlas(options, *atlas, record) : placesAroundHead(study, options);
    const auto middle = places.t1ceFromPrepared * middleOf(atlas ? atlas->brain : headRegion(study.t1ce));
    places.flairFromPrepared =
        nudged(record.coRegistration->movingFromFixed, options.flairNudge, middle) * places.t1ceFromPrepared;
    return places;
}

}  // namespace metrisk::preprocessing
