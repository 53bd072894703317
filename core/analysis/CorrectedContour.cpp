#include "core/analysis/CorrectedContour.h"

#include "core/common/Error.h"
#include "core/common/Sha256.h"
#include "core/imaging/Reorientation.h"
#include "core/io/LabelConvention.h"
#include "core/io/VolumeFiles.h"
#include "core/segmentation/LesionIds.h"

namespace metrisk::analysis {

std::string contourDigest(const imaging::LabelMap& label)
{
    const auto& voxels = label.voxels();
    return common::sha256Of({reinterpret_cast<const char*>(voxels.data()), voxels.size()});
}

std::string baseDigest(const OpenedCase& original)
{
    for (const auto& input : original.inputs)
        if (input.role == io::Role::Label)
            return input.sha256;
    return contourDigest(original.prepared.label);
}

imaging::LabelMap otherSegmentation(const std::filesystem::path& file, const imaging::ImageGeometry& grid, const Job& job)
{
    const auto read = io::labelsFrom(io::readVolume(file, job).volume, file.filename().string());
    auto label = imaging::reorientedTo(read.labels, grid.axisCodes());
    if (!label.geometry().sharesGridWith(grid))
        throw Error(Error::Kind::Input,
                    "The segmentation " + file.filename().string() + " does not lie on the grid of the prepared images.",
                    "Choose one that was made on the prepared images, or open the study with it as its label.");
    return label;
}

OpenedCase withContour(const OpenedCase& original, const OpenedCase& shown, const imaging::LabelMap& label, const Job& job)
{
    if (!label.geometry().sharesGridWith(original.prepared.label.geometry()))
        throw Error(Error::Kind::Input, "The corrected contour does not lie on the grid of this case.",
                    "The images were prepared in another way when it was drawn. Correct the contour anew.");
    OpenedCase corrected = original;
    corrected.prepared.label = label;
    corrected.lesions = segmentation::withIdsOf(shown.lesions, shown.prepared.label,
                                                segmentation::lesionsOf(label, job.part(0.0, 0.8)), label);
    corrected.contour.reset();
    if (label.voxels() != original.prepared.label.voxels())
        corrected.contour = ContourVersion{0, contourDigest(label), baseDigest(original)};
    job.advance(1.0);
    return corrected;
}

}  // namespace metrisk::analysis
