#include "core/segmentation/editing/Copying.h"

#include "core/common/Error.h"

namespace metrisk::segmentation::editing {

namespace {

std::uint8_t newLabel(std::uint8_t here, std::uint8_t there, const PaintRule& rule)
{
    if (here != rule.label && there != rule.label)
        return here;
    const bool coreStays = rule.label == imaging::Oedema && rule.protectCore;
    return coreStays && (here == imaging::Core || there == imaging::Core) ? here : there;
}

}  // namespace

NewLabels copied(const LabelEditor& editor, const imaging::LabelMap& from, const PaintRule& rule)
{
    if (!from.geometry().sharesGridWith(editor.geometry()))
        throw Error(Error::Kind::Input, "The other segmentation does not lie on the grid of this case.",
                    "Choose one that was made on the prepared images of this case.");
    NewLabels result;
    const auto here = editor.view();
    for (std::size_t offset = 0; offset < from.voxels().size(); ++offset)
        if (const auto label = newLabel(here.voxels[offset], from.voxels()[offset], rule); label != here.voxels[offset])
            append(result, offset, label);
    return result;
}

}  // namespace metrisk::segmentation::editing
