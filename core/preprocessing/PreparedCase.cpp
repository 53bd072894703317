#include "core/preprocessing/PreparedCase.h"

#include "core/common/Error.h"
#include "core/imaging/Reorientation.h"
#include "core/io/GeometryText.h"
#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/FrameChecks.h"
#include "core/preprocessing/PreparationChecks.h"
#include "core/preprocessing/Readiness.h"
#include "core/preprocessing/RegisteredPreparation.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::preprocessing {

namespace {

using imaging::ImageGeometry;
using imaging::LabelMap;
using imaging::Volume;

std::string gridText(const ImageGeometry& geometry)
{
    return io::sizeText(geometry.size) + " at " + io::spacingText(geometry);
}

std::string resampledNote(const std::string& name, const ImageGeometry& from, const ImageGeometry& to)
{
    return fmt::format("The {} was resampled into the T1-CE's grid ({} to {}).", name, gridText(from),
                       gridText(to));
}

Volume preparedT1ce(const Volume& original, const PreparationOptions& options,
                    std::vector<std::string>& notes, const Job& job)
{
    auto t1ce = imaging::reorientedTo(original, options.axisCodes);
    job.advance(0.3);
    const auto geometry = t1ce.geometry();
    if ((geometry.spacingMm().array() - options.spacingMm).abs().maxCoeff() <= 1e-3)
        return t1ce;
    const auto grid = isotropicGrid(geometry, options.spacingMm);
    notes.push_back(
        fmt::format("The T1-CE was resampled from {} to {}.", gridText(geometry), gridText(grid)));
    return resampledLinear(t1ce, grid, job.part(0.3, 1.0));
}

/// The same voxels where the grids agree within a hundredth of a millimetre.
Volume flairOnGrid(const Volume& original, const ImageGeometry& grid, const PreparationOptions& options,
                   std::vector<std::string>& notes, const Job& job)
{
    refuseApart(boxShareInside(original, grid), "FLAIR");
    const auto flair = imaging::reorientedTo(original, options.axisCodes);
    job.advance(0.3);
    if (flair.geometry().sharesGridWith(grid))
        return {grid, flair.voxels()};
    notes.push_back(resampledNote("FLAIR", original.geometry(), grid));
    return resampledLinear(flair, grid, job.part(0.3, 1.0));
}

LabelMap labelOnGrid(const LabelMap& original, const ImageGeometry& grid, const PreparationOptions& options,
                     std::vector<std::string>& notes, const Job& job)
{
    const double inside = shareInside(original, grid);
    refuseApart(inside, "label");
    const auto label = imaging::reorientedTo(original, options.axisCodes);
    job.advance(0.3);
    if (label.geometry().sharesGridWith(grid))
        return {grid, label.voxels()};
    notes.push_back(resampledNote("label", original.geometry(), grid));
    if (inside < 0.999)
        notes.push_back(fmt::format("{:.1f} % of the labelled voxels lie outside the T1-CE and were lost.",
                                    100.0 * (1.0 - inside)));
    return resampledNearest(label, grid, job.part(0.3, 1.0));
}

template <class Items>
void append(std::vector<std::string>& notes, const Items& more)
{
    notes.insert(notes.end(), more.begin(), more.end());
}

/// What every record holds, whatever was done.
void complete(PreparedCase& prepared, const io::Study& study, const PreparationOptions& options,
              const Readiness& readiness, const std::optional<Atlas>& atlas)
{
    auto& record = prepared.record;
    record.spacingMm = options.spacingMm;
    record.axisCodes = options.axisCodes;
    record.readiness = readiness;
    record.grid = prepared.t1ce.geometry();
    if (atlas)
        record.atlas = AtlasSource{atlas->path.string(), atlas->sha256};
    if (record.wantsAcceptance()) {
        record.stretchedToAtlas = options.stretchToAtlas;
        record.flairNudge = options.flairNudge;
        record.headNudge = options.headNudge;
    }
    for (const auto& input : study.inputs)
        record.sources.push_back({input.role, input.sha256});
}

/// Without registration: the T1-CE's own place in the patient.
PreparedCase preparedByHeaders(const io::Study& study, const PreparationOptions& options, const Job& job)
{
    PreparedCase prepared;
    prepared.t1ce = preparedT1ce(study.t1ce, options, prepared.notes, job.part(0.0, 0.3));
    const auto& grid = prepared.t1ce.geometry();
    prepared.flair = flairOnGrid(study.flair, grid, options, prepared.notes, job.part(0.3, 0.6));
    if (study.label.empty())
        prepared.label = LabelMap(grid, std::vector<std::uint8_t>(grid.voxelCount(), imaging::Background));
    else
        prepared.label = labelOnGrid(study.label, grid, options, prepared.notes, job.part(0.6, 0.9));
    prepared.record.way = prepared.notes.empty() ? Way::AsGiven : Way::ByHeaders;
    if (!study.label.empty()) {
        refuseWithoutCore(prepared.label);  // a tiny core can fall between larger voxels
        checkFlairCoversLesion(prepared.label, study.flair.geometry(), prepared.notes);
    }
    append(prepared.notes, gridNotes(grid));
    return prepared;
}

}  // namespace

void PreparationOptions::check() const
{
    if (!(spacingMm >= 0.2 && spacingMm <= 5.0))
        throw Error(Error::Kind::Input, fmt::format("A voxel size of {} mm cannot be prepared.", spacingMm),
                    "Choose 0.2 to 5 mm; the model was trained at 1 mm.");
    std::string axes = axisCodes;  // R and L as 0, A and P as 1, S and I as 2
    for (char& code : axes)
        code = char('0' + std::string("RLAPSI").find(code) / 2);
    std::sort(axes.begin(), axes.end());
    flairNudge.check();
    headNudge.check();
    if (axes != "012")
        throw Error(Error::Kind::Input, fmt::format("The axis codes \"{}\" name no orientation.", axisCodes),
                    "Use three letters such as RAS or LPS, one of each pair R/L, A/P, S/I.");
}

PreparedCase prepare(const io::Study& study, const PreparationOptions& options, const Job& job)
{
    options.check();
    if (!study.label.empty())
        refuseWithoutCore(study.label);
    std::optional<Atlas> atlas;
    if (!options.atlas.empty())
        atlas = readAtlas(options.atlas, options.axisCodes, job.part(0.0, 0.02));
    const auto readiness = readinessOf(study, atlas);
    const bool ready = readiness.stripped() && (!atlas || readiness.trainedGrid);
    auto prepared = ready ? preparedByHeaders(study, options, job)
                          : preparedByRegistration(study, options, atlas, job);
    const bool asRead = prepared.record.way == Way::CoRegistered;  // around the head lies a margin that is no image
    append(prepared.notes, brainNotes(asRead ? study.t1ce : prepared.t1ce, "T1-CE"));
    append(prepared.notes, brainNotes(asRead ? study.flair : prepared.flair, "FLAIR"));
    append(prepared.notes, readinessNotes(readiness, ready));
    if (ready && options.correctBias)
        prepared.notes.emplace_back("Their uneven brightness was not corrected (N4): images prepared elsewhere are taken as they are.");
    complete(prepared, study, options, readiness, atlas);
    job.advance(1.0);
    return prepared;
}

PreparationOptions optionsOf(const PreparationRecord& record)
{
    return {.spacingMm = record.spacingMm, .axisCodes = record.axisCodes,
            .atlas = record.atlas ? std::filesystem::path(record.atlas->path) : std::filesystem::path(),
            .stretchToAtlas = record.stretchedToAtlas, .correctBias = record.biasCorrection.has_value(),
            .flairNudge = record.flairNudge, .headNudge = record.headNudge,
            .coRegistration = record.coRegistration, .atlasRegistration = record.atlasRegistration,
            .headPlacement = record.headPlacement};
}

}  // namespace metrisk::preprocessing
