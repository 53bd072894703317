#include "core/preprocessing/Readiness.h"

#include "core/imaging/LabelOverlap.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

namespace metrisk::preprocessing {

namespace {

imaging::LabelMap tissueOf(const imaging::Volume& volume, double background)
{
    std::vector<std::uint8_t> tissue;
    tissue.reserve(volume.voxels().size());
    for (const float value : volume.voxels())
        tissue.push_back(double(value) == background ? 0 : 1);
    return {volume.geometry(), std::move(tissue)};
}

/// By the places in the patient, as the header states them.
double overlapWith(const Atlas& atlas, const imaging::Volume& t1ce, double background)
{
    const auto tissue = resampledNearest(tissueOf(t1ce, background), atlas.brain.geometry());
    return imaging::dice(tissue, atlas.brain, imaging::Region::Whole).value_or(0.0);
}

}  // namespace

Readiness readinessOf(const io::Study& study, const std::optional<Atlas>& atlas)
{
    Readiness readiness{.t1ce = brainEvidence(study.t1ce), .flair = brainEvidence(study.flair),
                        .oneGrid = study.t1ce.geometry().sharesGridWith(study.flair.geometry()),
                        .trainedGrid = onTrainedGrid(study.t1ce.geometry()), .atlasOverlap = {}};
    if (atlas && readiness.t1ce.strippedOfSkull())
        readiness.atlasOverlap = overlapWith(*atlas, study.t1ce, readiness.t1ce.backgroundValue);
    return readiness;
}

std::vector<std::string> readinessNotes(const Readiness& readiness, bool takenAsGiven)
{
    constexpr double enoughOverlap = 0.75;  // brains in SRI24 reach 0.90 and more
    if (!takenAsGiven || !readiness.atlasOverlap || *readiness.atlasOverlap >= enoughOverlap)
        return {};
    return {fmt::format("By their headers the images do not lie where the atlas lies (overlap {:.2f} of 1): nothing of "
                        "the atlas can be laid over them. Their voxels were taken as they are.",
                        *readiness.atlasOverlap)};
}

}  // namespace metrisk::preprocessing
