#include "core/preprocessing/RegisteredPreparation.h"

#include "core/imaging/LabelOverlap.h"
#include "core/io/GeometryText.h"
#include "core/preprocessing/BiasCorrection.h"
#include "core/preprocessing/BrainExtraction.h"
#include "core/preprocessing/HeadRegion.h"
#include "core/preprocessing/HeadRegistrations.h"
#include "core/preprocessing/PreparationChecks.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::preprocessing {

namespace {

using imaging::ImageGeometry;
using imaging::LabelMap;

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

std::vector<std::string> resamplingNotes(const io::Study& study, const Places& places, bool withAtlas)
{
    std::vector<std::string> notes{
        fmt::format("The T1-CE was resampled from {} to {}.", gridText(study.t1ce.geometry()), gridText(places.grid)),
        fmt::format("The FLAIR was resampled once into the same grid, registered to the T1-CE (from {}).",
                    gridText(study.flair.geometry()))};
    if (!withAtlas)
        notes.emplace_back("There is no atlas, so the images were only registered to each other and brought to 1 mm around the "
                           "head: they are not in the SRI24 frame, and the skull was left. The model was trained on "
                           "skull-stripped images in that frame; read the number with that in mind.");
    return notes;
}

void cutOutBrain(PreparedCase& prepared, const Places& places, bool stripped, const Job& job)
{
    const auto brain = brainIn(prepared.t1ce, places.expectedBrain, stripped, job);
    prepared.record.brain = resultOf(brain, places, stripped);
    prepared.brain = withLesion(brain, prepared.label);
    prepared.t1ce = inside(prepared.t1ce, prepared.brain);
    prepared.flair = inside(prepared.flair, prepared.brain);
}

void resampleAll(PreparedCase& prepared, const io::Study& study, const Places& places, const Job& job)
{
    prepared.t1ce = resampledAs(study.t1ce, places.grid, places.t1ceFromPrepared, job.part(0.0, 0.3));
    prepared.flair = resampledAs(study.flair, places.grid, places.flairFromPrepared, job.part(0.3, 0.6));
    const auto byHeaders = resampledAs(study.flair, places.grid, places.t1ceFromPrepared, job.part(0.6, 0.9));
    prepared.checks = {prepared.t1ce, prepared.flair, byHeaders};
    prepared.label = labelOn(study, places, prepared.notes, job.part(0.9, 1.0));
    if (marksAnything(prepared.label))
        checkFlairCoversLesion(prepared.label, placed(study.flair, places.flairFromPrepared).geometry(), prepared.notes);
    prepared.record.t1ceFromPrepared = places.t1ceFromPrepared;
    prepared.record.flairFromPrepared = places.flairFromPrepared;
}

/// Inside the brain where it is known, else inside the head.
void correctBias(PreparedCase& prepared, const Job& job)
{
    const auto& grid = prepared.t1ce.geometry();
    const auto region = prepared.brain.empty() ? resampledNearest(headRegion(prepared.t1ce), grid) : prepared.brain;
    auto t1ce = withoutBias(prepared.t1ce, region, job.part(0.0, 0.5));
    auto flair = withoutBias(prepared.flair, region, job.part(0.5, 1.0));
    prepared.t1ce = std::move(t1ce.volume);
    prepared.flair = std::move(flair.volume);
    prepared.record.biasCorrection = BiasCorrection{t1ce.removed, flair.removed};
}

}  // namespace

PreparedCase preparedByRegistration(const io::Study& study, const PreparationOptions& options,
                                    const std::optional<Atlas>& atlas, const Job& job)
{
    const bool stripped = brainEvidence(study.t1ce).strippedOfSkull();
    PreparedCase prepared;
    prepared.record.way = atlas ? Way::OnAtlas : Way::CoRegistered;
    registerBoth(study, options, atlas, stripped, prepared.record, job.part(0.02, 0.65));
    const auto places = placesOf(study, options, atlas, prepared.record);
    prepared.notes = resamplingNotes(study, places, atlas.has_value());
    resampleAll(prepared, study, places, job.stage("Resampling", 0.65, 0.8));
    if (atlas)
        cutOutBrain(prepared, places, stripped, job.stage("Brain extraction", 0.8, options.correctBias ? 0.9 : 0.98));
    if (options.correctBias)
        correctBias(prepared, job.stage("Uneven brightness", 0.9, 0.98));
    return prepared;
}

}  // namespace metrisk::preprocessing
