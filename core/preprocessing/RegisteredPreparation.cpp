#include "core/preprocessing/RegisteredPreparation.h"

#include "core/imaging/LabelOverlap.h"
#include "core/imaging/Reorientation.h"
#include "core/io/GeometryText.h"
#include "core/preprocessing/BrainExtraction.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/PreparationChecks.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

namespace metrisk::preprocessing {

namespace {

using Eigen::Affine3d;
using imaging::ImageGeometry;
using imaging::LabelMap;
using imaging::Volume;

/// The same voxels, where a transform puts them.
template <class Grid>
Grid placed(const Grid& source, const Affine3d& sourceFromTarget)
{
    ImageGeometry geometry = source.geometry();
    geometry.patientFromVoxel = sourceFromTarget.inverse() * geometry.patientFromVoxel;
    return {geometry, source.voxels()};
}

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

/// Where everything lies that ends on the prepared grid.
struct Places {
    ImageGeometry grid;
    Affine3d t1ceFromPrepared = Affine3d::Identity();
    LabelMap expectedBrain;  // the atlas' brain, stretched to this patient; empty without an atlas
};

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

/// A T1-CE without skull shows its brain itself.
LabelMap brainIn(const Volume& t1ce, const LabelMap& expected, bool stripped, const Job& job)
{
    if (!stripped)
        return AtlasBrainExtractor().extract(t1ce, expected, job);
    std::vector<std::uint8_t> brain;
    for (const float value : t1ce.voxels())
        brain.push_back(value != 0.0F ? 1 : 0);
    return {t1ce.geometry(), std::move(brain)};
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

/// The nudge moves the picture on the prepared grid.
Affine3d nudged(const Affine3d& sourceFromPrepared, const Nudge& nudge, const Eigen::Vector3d& middleMm)
{
    return nudge.none() ? sourceFromPrepared : sourceFromPrepared * nudge.movedFromUnmoved(middleMm).inverse();
}

/// Turned and shifted alike at the middle of the brain, but not stretched.
Affine3d withoutStretch(const Affine3d& affine, const Eigen::Vector3d& middleMm)
{
    Affine3d rigid = Affine3d::Identity();
    rigid.linear() = affine.rotation();
    rigid.translation() = affine * middleMm - rigid.linear() * middleMm;
    return rigid;
}

std::string gridText(const ImageGeometry& geometry)
{
    return io::sizeText(geometry.size) + " at " + io::spacingText(geometry);
}

bool marksAnything(const LabelMap& label)
{
    return !label.empty() && std::ranges::any_of(label.voxels(), [](auto value) { return value != imaging::Background; });
}

/// With the outline of the study, or zeros where there is none yet.
LabelMap labelOn(const io::Study& study, const Places& places, std::vector<std::string>& notes, const Job& job)
{
    if (!marksAnything(study.label))
        return {places.grid, std::vector<std::uint8_t>(places.grid.voxelCount(), imaging::Background)};
    const auto label = placed(study.label, places.t1ceFromPrepared);
    const double share = shareInside(label, places.grid);
    refuseApart(share, "label");
    if (share < 0.999)
        notes.push_back(fmt::format("{:.1f} % of the labelled voxels lie outside the prepared images and were lost.",
                                    100.0 * (1.0 - share)));
    const auto result = resampledNearest(label, places.grid, job);
    refuseWithoutCore(result);
    return result;
}

/// A metastasis of the surface may reach over the edge of the brain that was found.
LabelMap withLesion(const LabelMap& brain, const LabelMap& label)
{
    auto voxels = brain.voxels();
    for (std::size_t i = 0; i < voxels.size(); ++i)
        if (label.voxels()[i] != imaging::Background)
            voxels[i] = 1;
    return {brain.geometry(), std::move(voxels)};
}

double volumeMlOf(const LabelMap& brain)
{
    const auto count = std::ranges::count_if(brain.voxels(), [](auto value) { return value != 0; });
    return double(count) * brain.geometry().voxelVolumeMl();
}

BrainResult resultOf(const LabelMap& brain, const Places& places, bool stripped)
{
    return {.method = stripped ? "as given" : AtlasBrainExtractor().name(),
            .volumeMl = volumeMlOf(brain) * std::abs(places.t1ceFromPrepared.linear().determinant()),
            .atlasOverlap = imaging::dice(brain, places.expectedBrain, imaging::Region::Whole).value_or(0.0)};
}

/// Both registrations at once where nothing is known yet: each runs on one thread, so that its bits stay the same.
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
    record.atlasRegistration = onAtlas(study, options, *atlas, stripped, job.stage("Atlas registration", 0.05, 0.75));
    const Job last = job.stage("Co-registration", 0.75, 1.0);
    record.coRegistration = beside.get();
    if (!options.coRegistration)
        record.coRegistration = refined(study, *record.coRegistration,
                                        placed(atlas->brain, record.atlasRegistration->movingFromFixed.inverse()), last);
}

Places placesOf(const io::Study& study, const PreparationOptions& options, const std::optional<Atlas>& atlas,
                const PreparationRecord& record)
{
    if (atlas) {
        const auto middle = middleOf(atlas->brain);
        const auto stretched = nudged(record.atlasRegistration->movingFromFixed, options.headNudge, middle);
        const auto placement = options.stretchToAtlas ? stretched : withoutStretch(stretched, middle);
        const auto& grid = atlas->image.geometry();
        return {grid, placement, resampledNearest(placed(atlas->brain, stretched.inverse() * placement), grid)};
    }
    const auto middle = middleOf(upperHead(study.t1ce));
    return {gridAround(middle, options), nudged(Affine3d::Identity(), options.headNudge, middle), {}};
}

std::string withoutAtlasNote()
{
    return "There is no atlas, so the images were only registered to each other and brought to 1 mm around the head: "
           "they are not in the SRI24 frame, and the skull was left. The model was trained on skull-stripped images in "
           "that frame; read the number with that in mind.";
}

}  // namespace

PreparedCase preparedByRegistration(const io::Study& study, const PreparationOptions& options,
                                    const std::optional<Atlas>& atlas, const Job& job)
{
    const bool stripped = brainEvidence(study.t1ce).strippedOfSkull();
    PreparedCase prepared;
    auto& record = prepared.record;
    record.way = atlas ? Way::OnAtlas : Way::CoRegistered;
    registerBoth(study, options, atlas, stripped, record, job.part(0.02, 0.65));
    auto places = placesOf(study, options, atlas, record);
    const auto middle = places.t1ceFromPrepared * middleOf(atlas ? atlas->brain : headRegion(study.t1ce));
    const Affine3d flairFromPrepared =
        nudged(record.coRegistration->movingFromFixed, options.flairNudge, middle) * places.t1ceFromPrepared;

    const Job resampling = job.stage("Resampling", 0.65, 0.8);
    const auto t1ce = resampledAs(study.t1ce, places.grid, places.t1ceFromPrepared, resampling.part(0.0, 0.4));
    const auto flair = resampledAs(study.flair, places.grid, flairFromPrepared, resampling.part(0.4, 0.8));
    prepared.label = labelOn(study, places, prepared.notes, resampling.part(0.8, 1.0));
    if (marksAnything(prepared.label))
        checkFlairCoversLesion(prepared.label, placed(study.flair, flairFromPrepared).geometry(), prepared.notes);
    prepared.notes.push_back(fmt::format("The T1-CE was resampled from {} to {}.", gridText(study.t1ce.geometry()), gridText(places.grid)));
    prepared.notes.push_back(fmt::format("The FLAIR was resampled once into the same grid, registered to the T1-CE (from {}).",
                                         gridText(study.flair.geometry())));
    prepared.t1ce = t1ce;
    prepared.flair = flair;
    prepared.checks = {t1ce, flair, resampledAs(study.flair, places.grid, places.t1ceFromPrepared, resampling.part(1.0, 1.0))};
    if (atlas) {
        const auto brain = brainIn(t1ce, places.expectedBrain, stripped, job.stage("Brain extraction", 0.8, 0.98));
        record.brain = resultOf(brain, places, stripped);
        prepared.brain = withLesion(brain, prepared.label);
        prepared.t1ce = inside(t1ce, prepared.brain);
        prepared.flair = inside(flair, prepared.brain);
    } else
        prepared.notes.push_back(withoutAtlasNote());
    record.t1ceFromPrepared = places.t1ceFromPrepared;
    record.flairFromPrepared = flairFromPrepared;
    return prepared;
}

}  // namespace metrisk::preprocessing
