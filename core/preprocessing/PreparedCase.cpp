#include "core/preprocessing/PreparedCase.h"

#include "core/common/Error.h"
#include "core/imaging/Reorientation.h"
#include "core/io/GeometryText.h"
#include "core/preprocessing/FrameChecks.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::preprocessing {

namespace {

using imaging::ImageGeometry;
using imaging::LabelMap;
using imaging::Volume;

constexpr double enoughOverlap = 0.5;

void refuseWithoutCore(const LabelMap& label)
{
    const auto& values = label.voxels();
    const auto marked = [](std::uint8_t value) { return value != imaging::Background; };
    if (std::none_of(values.begin(), values.end(), marked))
        throw Error(Error::Kind::Input, "The label is empty: no voxel is marked as a lesion.",
                    "Choose the label of this patient, with 1 for oedema and 2 for the metastasis core.");
    if (std::find(values.begin(), values.end(), imaging::Core) == values.end())
        throw Error(Error::Kind::Input, "The label marks oedema (1) but no metastasis core (2).",
                    "Choose a label with 1 for oedema and 2 for the metastasis core.");
}

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

void refuseApart(double share, const std::string& name)
{
    if (share < enoughOverlap)
        throw Error(Error::Kind::Input,
                    fmt::format("The {} does not lie where the T1-CE lies: only {:.0f} % of it is inside.",
                                name, 100.0 * share),
                    "Check that both are of one patient and one position, or register them first.");
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

LabelMap unmarked(const ImageGeometry& grid)
{
    return {grid, std::vector<std::uint8_t>(grid.voxelCount(), imaging::Background)};
}

/// The model needs to see the lesion in FLAIR too.
void checkFlairCoversLesion(const LabelMap& label, const ImageGeometry& flair,
                            std::vector<std::string>& notes)
{
    const double covered = shareInside(label, flair);
    if (covered < enoughOverlap)
        throw Error(Error::Kind::Input,
                    fmt::format("The FLAIR covers only {:.0f} % of the lesion.", 100.0 * covered),
                    "Choose a FLAIR that covers the whole brain.");
    if (covered < 0.99)
        notes.push_back(
            fmt::format("The FLAIR does not cover {:.1f} % of the labelled voxels; there the model sees "
                        "zeros.",
                        100.0 * (1.0 - covered)));
}

template <class Items>
void append(std::vector<std::string>& notes, const Items& more)
{
    notes.insert(notes.end(), more.begin(), more.end());
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
    if (axes != "012")
        throw Error(Error::Kind::Input, fmt::format("The axis codes \"{}\" name no orientation.", axisCodes),
                    "Use three letters such as RAS or LPS, one of each pair R/L, A/P, S/I.");
}

PreparedCase prepare(const io::Study& study, const PreparationOptions& options, const Job& job)
{
    options.check();
    if (study.labelled)
        refuseWithoutCore(study.label);
    PreparedCase prepared;
    prepared.t1ce = preparedT1ce(study.t1ce, options, prepared.notes, job.part(0.0, 0.3));
    const auto& grid = prepared.t1ce.geometry();
    prepared.flair = flairOnGrid(study.flair, grid, options, prepared.notes, job.part(0.3, 0.6));
    prepared.label = study.labelled ? labelOnGrid(study.label, grid, options, prepared.notes, job.part(0.6, 0.9)) : unmarked(grid);
    if (study.labelled) {
        refuseWithoutCore(prepared.label);  // a tiny core can fall between larger voxels
        checkFlairCoversLesion(prepared.label, study.flair.geometry(), prepared.notes);
    }
    append(prepared.notes, gridNotes(grid));
    append(prepared.notes, brainNotes(prepared.t1ce, "T1-CE"));
    append(prepared.notes, brainNotes(prepared.flair, "FLAIR"));
    job.advance(1.0);
    return prepared;
}

}  // namespace metrisk::preprocessing
