#include "core/preprocessing/PreparationChecks.h"

#include "core/common/Error.h"
#include "core/preprocessing/Resampling.h"

#include <fmt/format.h>

#include <algorithm>

namespace metrisk::preprocessing {

namespace {

constexpr double enoughOverlap = 0.5;

}  // namespace

void refuseWithoutCore(const imaging::LabelMap& label)
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

void refuseApart(double share, const std::string& name)
{
    if (share < enoughOverlap)
        throw Error(Error::Kind::Input,
                    fmt::format("The {} does not lie where the T1-CE lies: only {:.0f} % of it is inside.",
                                name, 100.0 * share),
                    "Check that both are of one patient and one position, or register them first.");
}

/// The model needs to see the lesion in FLAIR too.
void checkFlairCoversLesion(const imaging::LabelMap& label, const imaging::ImageGeometry& flair,
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

}  // namespace metrisk::preprocessing
