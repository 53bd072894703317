#include "core/analysis/CorrectedContour.h"

#include "core/common/Error.h"
#include "core/common/Sha256.h"

namespace metrisk::analysis {

std::string contourDigest(const imaging::LabelMap& label)
{
    const auto& voxels = label.voxels();
    return common::sha256Of({reinterpret_cast<const char*>(voxels.data()), voxels.size()});
}

std::string labelFileDigest(const OpenedCase& opened)
{
    for (const auto& input : opened.inputs)
        if (input.role == io::Role::Label)
            return input.sha256;
    return {};
}

OpenedCase withContour(const OpenedCase& original, const imaging::LabelMap& label, const Job& job)
{
    if (!label.geometry().sharesGridWith(original.prepared.label.geometry()))
        throw Error(Error::Kind::Input, "The corrected contour does not lie on the grid of this case.",
                    "The images were prepared in another way when it was drawn. Correct the contour anew.");
    OpenedCase corrected = original;
    corrected.prepared.label = label;
    corrected.lesions = segmentation::lesionsOf(label, job.part(0.0, 0.9));
    corrected.contour.reset();
    if (label.voxels() != original.prepared.label.voxels())
        corrected.contour = ContourVersion{0, contourDigest(label), labelFileDigest(original)};
    job.advance(1.0);
    return corrected;
}

}  // namespace metrisk::analysis
