#include "core/imaging/LabelOverlap.h"

#include "core/common/Error.h"

namespace metrisk::imaging {

bool isIn(Region region, std::uint8_t label)
{
    switch (region) {
    case Region::Whole:  return label != Background;
    case Region::Oedema: return label == Oedema;
    case Region::Core:   return label == Core;
    }
    return false;
}

void checkSameGrid(const LabelMap& first, const LabelMap& second)
{
    if (first.empty() || second.empty() || !first.geometry().sharesGridWith(second.geometry()))
        throw Error(Error::Kind::Input, "The two segmentations do not lie on one voxel grid.",
                    "Resample one of them onto the image of the other.");
}

std::optional<double> dice(const LabelMap& first, const LabelMap& second, Region region)
{
    checkSameGrid(first, second);
    std::size_t inBoth = 0, inEither = 0;
    for (std::size_t i = 0; i < first.voxels().size(); ++i) {
        const bool a = isIn(region, first.voxels()[i]), b = isIn(region, second.voxels()[i]);
        inBoth += a && b ? 1 : 0;
        inEither += (a ? 1 : 0) + (b ? 1 : 0);
    }
    return inEither > 0 ? std::optional(2.0 * double(inBoth) / double(inEither)) : std::nullopt;
}

}  // namespace metrisk::imaging
